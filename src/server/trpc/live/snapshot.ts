import { readSnapshot } from '../../repositories/snapshot.ts';
import { procedure } from '../trpc.ts';

/** All that a live screen starts from, within the account's area, with the number of the last change in it. */
export const liveSnapshot = procedure('event.read').query(({ ctx }) => readSnapshot(ctx.app, ctx.actor));
