import { countPlaces } from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';

/** The open shelters of the account's area in numbers: named, expected, in conflict. */
export const places = procedure('stay.read').query(({ ctx }) => countPlaces(ctx.app.db.prisma, ctx.actor.areaCode));
