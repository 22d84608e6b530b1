import { z } from 'zod';
import { ProblemError } from '#domain/shared/problems.ts';
import { Envelope } from '#domain/sync/operation.ts';
import { PUSH_LIMIT, PushInput } from '#domain/sync/push.ts';
import { takeSending } from '../../sync/take-sending.ts';
import { ownProcedure } from '../trpc.ts';

/** A tablet may be newer than its county: kinds that are not known here must not spoil the form of the sending. */
const Arriving = Envelope.extend({ kind: z.string().max(60) });
const SendingInput = PushInput.extend({ operations: z.array(Arriving).max(PUSH_LIMIT) });

/** The next operations of a device's queue. Each is carried out as by its own procedure, with that one's permissions. */
export const push = ownProcedure.input(SendingInput).mutation(({ ctx, input }) => {
	if (ctx.mustChangePassword) throw new ProblemError('passwordChangeRequired');
	if (ctx.app.storage.isFull) throw new ProblemError('diskFull');
	if (input.deviceId !== ctx.deviceId) throw new ProblemError('deviceMismatch');
	return takeSending(ctx.app, ctx.command, input);
});
