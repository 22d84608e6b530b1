import { catalogueWith, type Catalogue } from '#domain/reports/catalogue.ts';
import type { IndicatorGroup } from '#domain/reports/indicators.ts';
import { numberOf, type LocalIndicator, type LocalKey } from '#domain/reports/local-indicator.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import type { LocalIndicator as Row } from '../db/generated/client.ts';

/** A local indicator with who added and ended it, and why. */
export interface LocalIndicatorRecord extends LocalIndicator {
	reason: string;
	addedByName: string;
	endedByName: string | null;
	endReason: string;
}

/** All indicators of the county's own, ended ones too, in the order in which they were added. */
export async function findLocalIndicators(db: Pick<Tx, 'localIndicator'>): Promise<LocalIndicatorRecord[]> {
	const rows = await db.localIndicator.findMany({ orderBy: { number: 'asc' } });
	return rows.map(recordOf);
}

/** What this county's reports are made of: the national indicators and its own. */
export async function findCatalogue(db: Pick<Tx, 'localIndicator'>): Promise<Catalogue> {
	return catalogueWith((await findLocalIndicators(db)).map(withoutWords));
}

/** One change of the county's indicators at a time, to the end of its transaction; the last lock of who takes it. */
export async function lockIndicators(tx: Tx): Promise<void> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('local indicators', 0))`;
}

/** Writes a new indicator down, under `lockIndicators`. */
export async function insertIndicator(
	tx: Tx,
	indicator: LocalIndicator,
	reason: string,
	{ actor, now }: Pick<CommandContext, 'actor' | 'now'>
): Promise<void> {
	const number = numberOf(indicator.key);
	const added = { addedBy: actor.accountId, addedByName: actor.name, activeFrom: now };
	await tx.localIndicator.create({ data: { ...indicator, ...added, number, reason } });
}

/** Writes down that an indicator has ended, under `lockIndicators`. */
export async function writeIndicatorEnd(
	tx: Tx,
	{ key, version }: LocalIndicator,
	endReason: string,
	{ actor, now }: Pick<CommandContext, 'actor' | 'now'>
): Promise<void> {
	const ended = { endedAt: now, endedBy: actor.accountId, endedByName: actor.name, endReason };
	await tx.localIndicator.update({ where: { key }, data: { ...ended, version } });
}

function recordOf(row: Row): LocalIndicatorRecord {
	const { zh, en, unit, decimals, parent, isCurrent, reason, addedByName, endedByName, endReason, version } = row;
	return {
		...{ zh, en, unit, decimals, parent, isCurrent, reason, addedByName, endedByName, endReason, version },
		key: row.key as LocalKey,
		group: row.group as IndicatorGroup,
		activeFrom: row.activeFrom.toISOString(),
		endedAt: row.endedAt?.toISOString() ?? null
	};
}

function withoutWords({
	reason,
	addedByName,
	endedByName,
	endReason,
	...indicator
}: LocalIndicatorRecord): LocalIndicator {
	return indicator;
}
