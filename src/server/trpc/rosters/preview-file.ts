import { GROUPS } from '#domain/rosters/groups.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import { RosterFile, type RosterPreview, type RosterReplacement } from '#domain/rosters/roster.ts';
import type { App } from '../../app.ts';
import type { RosterEntryDraft } from '../../importers/rosters/plan-roster.ts';
import { findTakenDocuments } from '../../repositories/people.ts';
import { requireOwnAreas } from '../../repositories/required-areas.ts';
import { findReplaced } from '../../repositories/rosters.ts';
import { procedure } from '../trpc.ts';
import { readRoster } from './plan-file.ts';

const MAX_ROWS = 500;

/** Reads a roster's file and says what taking it in would do. Writes nothing; a mutation because files are large. */
export const previewFile = procedure('roster.import')
	.input(RosterFile)
	.mutation(async ({ ctx, input }): Promise<RosterPreview> => {
		requireOwnAreas(ctx.actor, [input.areaCode]);
		const { table, plan } = await readRoster(ctx.app, input, ctx.command.now);
		const entries = plan.rows.flatMap(({ entry }) => entry ?? []);
		const previews = plan.rows.map(({ preview }) => preview);
		const [wrong, good] = [previews.filter(isWrong), previews.filter((row) => !isWrong(row))];
		return {
			sheet: table.sheet,
			encoding: table.encoding,
			total: previews.length,
			valid: entries.length,
			replacements: await replacementsOf(ctx.app, input.areaCode, entries),
			rows: [...wrong, ...good].slice(0, MAX_ROWS),
			ignoredColumns: plan.ignoredColumns
		};
	});

const isWrong = ({ errors }: { errors: readonly unknown[] }) => errors.length > 0;

async function replacementsOf(
	{ db, keyring }: App,
	areaCode: string,
	entries: readonly RosterEntryDraft[]
): Promise<RosterReplacement[]> {
	const kinds = GROUPS.filter((group) => entries.some(({ kind }) => kind === group));
	const keys = entries.map(({ secret }) => documentKey(secret.document)).filter((key) => key !== null);
	const [replaced, known] = await Promise.all([
		findReplaced(db.prisma, areaCode, kinds),
		findTakenDocuments(db.prisma, keyring, keys)
	]);
	return kinds.map((kind) => {
		const own = entries.filter((entry) => entry.kind === kind);
		const byDocument = own.filter(({ secret }) => known.has(documentKey(secret.document) ?? '')).length;
		return { kind, entries: own.length, byDocument, replaces: replaced.get(kind) ?? null };
	});
}
