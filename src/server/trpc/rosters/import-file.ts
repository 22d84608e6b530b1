import { createHash } from 'node:crypto';
import { GROUPS } from '#domain/rosters/groups.ts';
import { ImportRosterInput } from '#domain/rosters/roster.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute } from '../../commands/execute.ts';
import { fileProblem } from '../../importers/table.ts';
import { newId } from '../../new-id.ts';
import { requireAreas } from '../../repositories/required-areas.ts';
import { insertEntries } from '../../repositories/roster-entries.ts';
import { insertRoster, lockKinds } from '../../repositories/rosters.ts';
import { procedure } from '../trpc.ts';
import { readRoster } from './plan-file.ts';
import { seekCandidates } from './seek-candidates.ts';

/**
 * Takes in a roster's file as one command: for each kind in it, a new roster takes the place of the one that stood in
 * the area. Entries whose document somebody has are matched with that; for the others people of the same name and
 * village are looked for, to be proposed.
 */
export const importFile = procedure('roster.import')
	.input(ImportRosterInput)
	.mutation(async ({ ctx, input }) => {
		const { actor, now } = ctx.command;
		const { content, ...given } = input;
		const sha256 = createHash('sha256').update(content, 'base64').digest('hex');
		const { plan } = await readRoster(ctx.app, input, now);
		const entries = plan.rows.flatMap(({ entry }) => entry ?? []);
		const skipped = plan.rows.length - entries.length;
		const answer = await execute(ctx.app, ctx.command, 'roster.import', { ...given, sha256 }, async (tx) => {
			await requireAreas(tx, actor, [input.areaCode]);
			if (input.mode === 'all' && skipped > 0) throw new ProblemError('importHasErrors', { count: skipped });
			if (entries.length === 0) throw new ProblemError(fileProblem('没有可以导入的行', 'no row of it can be imported'));
			const kinds = GROUPS.filter((group) => entries.some(({ kind }) => kind === group));
			await lockKinds(tx, kinds);
			const { fileName, areaCode } = input;
			const rosters = kinds.map((kind) => ({ id: newId(), kind, areaCode, fileName, importedAt: now }));
			for (const roster of rosters) {
				await insertRoster(tx, roster, actor);
				const own = entries.filter(({ kind }) => kind === roster.kind);
				await insertEntries(
					tx,
					ctx.app.keyring,
					roster,
					own.map((entry) => ({ ...entry, id: newId() }))
				);
			}
			return {
				answer: { rosterIds: rosters.map(({ id }) => id), imported: entries.length, skipped },
				changes: [],
				audit: rosters.map(({ id, kind }) => ({
					verb: 'roster.import',
					subjectType: 'roster',
					subjectId: id,
					areaCode,
					after: { kind, fileName, sha256, entries: entries.filter((entry) => entry.kind === kind).length }
				}))
			};
		});
		for (const rosterId of answer.rosterIds) await seekCandidates(ctx.app, rosterId, input.areaCode);
		return answer;
	});
