import { DEFAULT_THRESHOLDS } from '#domain/advice/seeded-thresholds.ts';
import { ThresholdSet } from '#domain/advice/threshold.ts';
import type { Crossing, NewCrossing } from '#domain/advice/crossings.ts';
import type { Threshold } from '#domain/advice/threshold.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';

/** A version of the county's thresholds; 0 is what the product comes with, and nobody's. */
export interface ThresholdSetView {
	version: number;
	set: ThresholdSet;
	reason: string | null;
	changedBy: string | null;
	changedAt: string | null;
}

const FIRST: ThresholdSetView = { version: 0, set: DEFAULT_THRESHOLDS, reason: null, changedBy: null, changedAt: null };

/** The thresholds in force. */
export async function findThresholds(tx: Pick<Tx, 'thresholdSetVersion'>): Promise<ThresholdSetView> {
	return (await findThresholdVersions(tx, 1))[0] ?? FIRST;
}

/** The versions of the thresholds, newest first, at most `limit`; the last of all is the one the product came with. */
export async function findThresholdVersions(
	tx: Pick<Tx, 'thresholdSetVersion'>,
	limit: number
): Promise<ThresholdSetView[]> {
	const rows = await tx.thresholdSetVersion.findMany({ orderBy: { version: 'desc' }, take: limit });
	const versions = rows.map(({ version, content, reason, accountName, changedAt }) => ({
		version,
		set: ThresholdSet.parse(content),
		reason,
		changedBy: accountName,
		changedAt: changedAt.toISOString()
	}));
	return versions.length < limit ? [...versions, FIRST] : versions;
}

/** Writes the next version of the thresholds; of two at once the second breaks the key and is done again. */
export async function insertThresholds(
	tx: Tx,
	next: { version: number; set: ThresholdSet; reason: string },
	{ actor, now }: Pick<CommandContext, 'actor' | 'now'>
): Promise<void> {
	const { version, set, reason } = next;
	const { accountId, name: accountName } = actor;
	await tx.thresholdSetVersion.create({
		data: { version, content: set, reason, accountId, accountName, changedAt: now }
	});
}

/** The last crossing of each threshold in an event. */
export async function findLastCrossings(tx: Pick<Tx, 'thresholdCrossing'>, eventId: string): Promise<Crossing[]> {
	const rows = await tx.thresholdCrossing.findMany({
		where: { eventId },
		distinct: ['thresholdId'],
		orderBy: { number: 'desc' }
	});
	return rows.map(({ threshold, isReached, figure, at }) => ({
		threshold: threshold as unknown as Threshold,
		isReached,
		figure,
		at: at.toISOString()
	}));
}

/** One at a time in an event, to its end: who comes second sees what the first wrote. The last lock of any writer. */
export async function lockCrossings(tx: Pick<Tx, '$executeRaw'>, eventId: string): Promise<void> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`crossings ${eventId}`}, 0))`;
}

/** Writes crossings, under `lockCrossings`. */
export async function insertCrossings(
	tx: Tx,
	eventId: string,
	crossings: readonly NewCrossing[],
	{ setVersion, now }: { setVersion: number; now: Date }
): Promise<void> {
	const newest = await tx.thresholdCrossing.aggregate({ where: { eventId }, _max: { number: true } });
	const before = newest._max.number ?? 0;
	await tx.thresholdCrossing.createMany({
		data: crossings.map(({ threshold, isReached, figure }, index) => ({
			eventId,
			number: before + index + 1,
			thresholdId: threshold.id,
			threshold: threshold as unknown as Prisma.InputJsonObject,
			isReached,
			figure,
			setVersion,
			at: now
		}))
	});
}
