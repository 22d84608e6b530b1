import { countyNames } from '../../areas/county-names.ts';
import { findMapShapes } from '../../repositories/areas.ts';
import { procedure } from '../trpc.ts';

/** The shapes of the account's map, with their version. */
export const areaShapes = procedure('area.read').query(async ({ ctx }) =>
	findMapShapes(ctx.app.db.pool, ctx.app.countyCode, ctx.actor.areaCode, await countyNames())
);
