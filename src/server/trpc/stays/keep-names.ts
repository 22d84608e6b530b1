import { decideKeepNames, KeepNamesInput } from '#domain/stays/place-commands.ts';
import { reconcile, type Reconciliation } from '#domain/stays/stay-views.ts';
import { accept, execute } from '../../commands/execute.ts';
import { countNames, findRosters, writeKeepsNames } from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';
import { placeToWorkIn } from './place-to-work-in.ts';

/** Says whether a place gives its numbers from the people it has by name. */
export const keepNames = procedure('stay.keepNames')
	.input(KeepNamesInput)
	.mutation(({ ctx, input }) =>
		execute(ctx.app, ctx.command, 'stay.keepNames', input, async (tx) => {
			const point = await placeToWorkIn(tx, ctx.actor, input.pointId);
			const before = reconcile(point, await countNames(tx, point.id));
			const { keepsNames, reason } = input;
			const { difference, keepsNamesAt: since } = before;
			accept(decideKeepNames({ keepsNames: since !== null, difference }, input));
			const at = keepsNames ? ctx.command.now : null;
			await writeKeepsNames(tx, point.id, at);
			const keepsNamesAt = at?.toISOString() ?? null;
			const answer: Reconciliation = { ...before, keepsNamesAt };
			const [roster] = await findRosters(tx, [point]);
			const subject = { subjectType: 'countPoint' as const, subjectId: point.id, areaCode: point.areaCode };
			const words = { before: { keepsNamesAt: since }, after: { keepsNamesAt, difference }, reason };
			return {
				answer,
				changes: [{ type: 'stays.changed', roster: roster! }],
				audit: [{ verb: 'stay.keepNames', ...subject, ...words }]
			};
		})
	);
