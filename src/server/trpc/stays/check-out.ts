import type { z } from 'zod';
import { CheckOutInput } from '#domain/stays/commands.ts';
import type { App } from '../../app.ts';
import type { CommandContext } from '../../commands/execute.ts';
import { procedure } from '../trpc.ts';
import { letGo } from './let-go.ts';
import { movePeople, type MovementAnswer } from './move-people.ts';

/** People leave a place. */
export const checkOut = procedure('stay.checkOut')
	.input(CheckOutInput)
	.mutation(({ ctx, input }) => recordCheckOut(ctx.app, ctx.command, input));

/** Checks people out; the body of its procedure. */
export function recordCheckOut(
	app: App,
	context: CommandContext,
	input: z.infer<typeof CheckOutInput>
): Promise<MovementAnswer> {
	const { destination } = input;
	return movePeople(app, context, 'stay.checkOut', input, (movement) =>
		letGo(context, movement, { outcome: 'out', destination })
	);
}
