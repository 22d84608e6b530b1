import { ListConflictsInput } from '#domain/stays/place-commands.ts';
import type { ConflictPage } from '#domain/stays/stay-views.ts';
import { countOpenConflicts, findOpenConflicts } from '../../repositories/stay-conflicts.ts';
import { procedure } from '../trpc.ts';
import { conflictViews } from './conflict-views.ts';

/** The open conflicts with a side in the account's area, oldest first; people masked. */
export const conflicts = procedure('stay.read')
	.input(ListConflictsInput)
	.query(async ({ ctx, input }): Promise<ConflictPage> => {
		const { db } = ctx.app;
		const { areaCode } = ctx.actor;
		const { limit, after } = input;
		const [found, count] = await Promise.all([
			findOpenConflicts(db, { areaCode }, limit + 1, after),
			countOpenConflicts(db, { areaCode })
		]);
		const shown = found.slice(0, limit);
		return {
			conflicts: await conflictViews(ctx.app, shown, ctx.command.now),
			count,
			next: found.length > limit ? (shown.at(-1)?.id ?? null) : null
		};
	});
