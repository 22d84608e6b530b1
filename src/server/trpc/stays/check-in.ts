import { CheckInInput } from '#domain/stays/commands.ts';
import type { App } from '../../app.ts';
import { requireVerb, type CommandContext } from '../../commands/execute.ts';
import { procedure } from '../trpc.ts';
import { movePeople, type MovementAnswer } from './move-people.ts';
import { takeIn } from './take-in.ts';

/** People, usually a family, arrive at a place. */
export const checkIn = procedure('stay.checkIn')
	.input(CheckInInput)
	.mutation(({ ctx, input }) => recordCheckIn(ctx.app, ctx.command, input));

/** Checks people in, and registers a household that comes with them; the body of its procedure. */
export async function recordCheckIn(app: App, context: CommandContext, input: CheckInInput): Promise<MovementAnswer> {
	if (input.household) requireVerb(context.actor, 'household.register');
	return movePeople(app, context, 'stay.checkIn', input, (movement) => takeIn(context, movement));
}
