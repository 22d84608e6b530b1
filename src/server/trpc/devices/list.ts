import { findDevices } from '../../repositories/devices.ts';
import { procedure } from '../trpc.ts';

/** The devices of the own area: where they are bound, when they were heard of, what waits there and what is missing. */
export const list = procedure('device.read').query(({ ctx }) => findDevices(ctx.app.db, ctx.actor));
