import type pg from 'pg';
import type { IndicatorPreview } from '#domain/history/import-indicators.ts';
import type { EventKind } from '#domain/events/event.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Database, Tx } from '../db/database.ts';
import type { GivenRow } from '../importers/indicators/read-rows.ts';
import { newId } from '../new-id.ts';

/** A file that was loaded. */
export interface HistoryImportView {
	id: string;
	fileName: string;
	sha256: string;
	rows: number;
	added: number;
	replaced: number;
	accountName: string;
	importedAt: string;
}

/** What a file is written down as. */
export interface LoadedFile {
	id: string;
	fileName: string;
	sha256: string;
	preview: IndicatorPreview;
	totals: readonly GivenRow[];
}

export async function insertImport(tx: Tx, context: CommandContext, file: LoadedFile): Promise<void> {
	const { preview, totals } = file;
	await tx.historyImport.create({
		data: {
			id: file.id,
			fileName: file.fileName,
			sha256: file.sha256,
			rows: preview.rows,
			added: preview.effect.added,
			replaced: preview.effect.replaced,
			totals: totals.map(({ number, area, kind, parent, time, figures }) => ({
				number,
				area,
				kind,
				parent,
				time,
				figures
			})),
			breaks: preview.breaksByRule.map(({ rule, level, rows }) => ({ rule, level, rows })),
			accountId: context.actor.accountId,
			accountName: context.actor.name,
			importedAt: context.now
		}
	});
}

/** The files loaded so far, newest first, at most 200. */
export async function findImports(db: Pick<Database['prisma'], 'historyImport'>): Promise<HistoryImportView[]> {
	const found = await db.historyImport.findMany({
		orderBy: { importedAt: 'desc' },
		take: 200,
		omit: { totals: true, breaks: true, accountId: true }
	});
	return found.map((one) => ({ ...one, importedAt: one.importedAt.toISOString() }));
}

/** What people said names stand for: the newest version of each. */
export async function findNames(pool: pg.Pool) {
	const { rows } = await pool.query<{ what: string; key: string; target: string }>(
		'SELECT DISTINCT ON (what, key) what, key, target FROM history_name ORDER BY what, key, version DESC'
	);
	const of = (what: string) => rows.filter((one) => one.what === what).map(({ key, target }) => [key, target] as const);
	return {
		rememberedAreas: new Map(of('area')),
		rememberedKinds: new Map(of('kind')) as Map<string, EventKind>
	};
}

/** A name and what it stands for. */
export interface SaidName {
	what: 'area' | 'kind';
	key: string;
	name: string;
	parent: string;
	target: string;
}

/** Keeps what a name stands for and gives it to the rows loaded already. Answers how many rows that were. */
export async function rememberName(tx: Tx, context: CommandContext, said: SaidName): Promise<number> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('history_import'))`;
	const { what, key, target } = said;
	const last = await tx.historyName.findFirst({ where: { what, key }, orderBy: { version: 'desc' } });
	const { accountId, name: accountName } = context.actor;
	await tx.historyName.create({
		data: { id: newId(), ...said, version: (last?.version ?? 0) + 1, accountId, accountName, saidAt: context.now }
	});
	// The same blanks are left out as when names are compared: see tidyName.
	const tidy = (column: string) =>
		`regexp_replace(normalize(${column}, NFKC), '[[:space:]\u200b-\u200f\ufeff]', '', 'g')`;
	return what === 'area'
		? tx.$executeRawUnsafe(
				`UPDATE history_row SET area_code = $1 WHERE ${tidy('area_name')} || '|' || ${tidy('parent_name')} = $2
					AND area_code IS DISTINCT FROM $1`,
				target,
				key
			)
		: tx.$executeRawUnsafe(
				`UPDATE history_row SET event_kind = $1 WHERE ${tidy('kind_name')} = $2 AND event_kind IS DISTINCT FROM $1`,
				target,
				key
			);
}
