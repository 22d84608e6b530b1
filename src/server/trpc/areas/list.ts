import { findAreas } from '../../repositories/areas.ts';
import { procedure } from '../trpc.ts';

/** The account's area with all below and above it, from the top down: what trees and pickers show. */
export const listAreas = procedure('area.read').query(({ ctx }) => findAreas(ctx.app.db.pool, ctx.actor.areaCode));
