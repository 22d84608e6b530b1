import { ProblemError } from '#domain/shared/problems.ts';
import { TransferOutInput } from '#domain/stays/commands.ts';
import { procedure } from '../trpc.ts';
import { letGo } from './let-go.ts';
import { movePeople } from './move-people.ts';

/** People set out for another shelter of the same event, which need not lie in the actor's area. */
export const transferOut = procedure('stay.transfer')
	.input(TransferOutInput)
	.mutation(({ ctx, input }) =>
		movePeople(ctx.app, ctx.command, 'stay.transfer', input, async (movement) => {
			const { toPointId } = input;
			if (toPointId === input.pointId) throw new ProblemError('sameShelter');
			const to = movement.others.get(toPointId);
			if (!to || to.eventId !== movement.point.eventId) throw new ProblemError('notFound');
			if (to.closedAt) throw new ProblemError('shelterNotOpen');
			return letGo(ctx.command, movement, { outcome: 'sent', destination: 'transfer', toPointId });
		})
	);
