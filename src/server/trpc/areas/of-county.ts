import { findCountyAreas } from '../../repositories/areas.ts';
import { procedure } from '../trpc.ts';

/**
 * The names of the county, its townships and villages, whatever the account's area: people who arrive somewhere come
 * from everywhere, and what villages are called is public.
 */
export const areasOfCounty = procedure('area.read').query(({ ctx }) =>
	findCountyAreas(ctx.app.db.pool, ctx.app.countyCode)
);
