import type { z } from 'zod';
import { ProblemError } from '#domain/shared/problems.ts';
import { TransferInInput } from '#domain/stays/commands.ts';
import type { App } from '../../app.ts';
import type { CommandContext } from '../../commands/execute.ts';
import { procedure } from '../trpc.ts';
import { movePeople, type Movement, type MovementAnswer } from './move-people.ts';
import { takeIn } from './take-in.ts';

/** People who were sent from another shelter arrive. */
export const transferIn = procedure('stay.transfer')
	.input(TransferInInput)
	.mutation(({ ctx, input }) => recordTransferIn(ctx.app, ctx.command, input));

/** Takes in people who were sent; the body of its procedure. */
export function recordTransferIn(
	app: App,
	context: CommandContext,
	input: z.infer<typeof TransferInInput>
): Promise<MovementAnswer> {
	return movePeople(app, context, 'stay.transfer', input, (movement) => {
		requireSent(movement);
		return takeIn(context, movement);
	});
}

/** Somebody whom nobody sent is checked in, not received. */
function requireSent({ personIds, stays, point }: Movement): void {
	const count = personIds.filter(
		(id) =>
			!stays
				.get(id)
				?.some(
					({ state, toPointId, pointId }) =>
						(state === 'sent' && toPointId === point.id) || (state === 'in' && pointId === point.id)
				)
	).length;
	if (count > 0) throw new ProblemError('personNotSent', { count });
}
