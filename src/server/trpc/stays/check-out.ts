import { CheckOutInput } from '#domain/stays/commands.ts';
import { procedure } from '../trpc.ts';
import { letGo } from './let-go.ts';
import { movePeople } from './move-people.ts';

/** People leave a place. */
export const checkOut = procedure('stay.checkOut')
	.input(CheckOutInput)
	.mutation(({ ctx, input }) =>
		movePeople(ctx.app, ctx.command, 'stay.checkOut', input, (movement) =>
			letGo(ctx.command, movement, { outcome: 'out', destination: input.destination })
		)
	);
