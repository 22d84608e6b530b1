import type { z } from 'zod';
import { ProblemError } from '#domain/shared/problems.ts';
import { TransferOutInput } from '#domain/stays/commands.ts';
import type { App } from '../../app.ts';
import type { CommandContext } from '../../commands/execute.ts';
import { procedure } from '../trpc.ts';
import { letGo } from './let-go.ts';
import { movePeople, type MovementAnswer } from './move-people.ts';

/** People set out for another shelter of the same event, which need not lie in the actor's area. */
export const transferOut = procedure('stay.transfer')
	.input(TransferOutInput)
	.mutation(({ ctx, input }) => recordTransferOut(ctx.app, ctx.command, input));

/** Sends people to another shelter; the body of its procedure. */
export function recordTransferOut(
	app: App,
	context: CommandContext,
	input: z.infer<typeof TransferOutInput>
): Promise<MovementAnswer> {
	const { toPointId } = input;
	return movePeople(app, context, 'stay.transfer', input, async (movement) => {
		if (toPointId === input.pointId) throw new ProblemError('sameShelter');
		const to = movement.others.get(toPointId);
		if (!to || to.eventId !== movement.point.eventId) throw new ProblemError('notFound');
		if (to.closedAt) throw new ProblemError('shelterNotOpen');
		return letGo(context, movement, { outcome: 'sent', destination: 'transfer', toPointId });
	});
}
