import { CheckInInput } from '#domain/stays/commands.ts';
import { procedure } from '../trpc.ts';
import { movePeople } from './move-people.ts';
import { takeIn } from './take-in.ts';

/** People, usually a family, arrive at a place. */
export const checkIn = procedure('stay.checkIn')
	.input(CheckInInput)
	.mutation(({ ctx, input }) =>
		movePeople(ctx.app, ctx.command, 'stay.checkIn', input, (movement) => takeIn(ctx.command, movement))
	);
