import type { CommandContext } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';

/** Operations that never arrived, with where their device or account lies. */
export interface FoundGap {
	deviceId: string;
	areaCode: string;
	to: number;
	explainedAt: Date | null;
}

/** Takes a gap for change: its queue first, as a sending does. Null where there is none, or where it lies is unknown. */
export async function lockGap(tx: Tx, queueId: string, from: number): Promise<FoundGap | null> {
	await tx.$executeRaw`SELECT 1 FROM device_queue WHERE id = ${queueId}::uuid FOR UPDATE`;
	const [row] = await tx.$queryRaw<(Omit<FoundGap, 'areaCode'> & { areaCode: string | null })[]>`
		SELECT q.device_id AS "deviceId", COALESCE(d.area_code, a.area_code) AS "areaCode", g.to_sequence AS to,
			g.explained_at AS "explainedAt"
		FROM device_gap g JOIN device_queue q ON q.id = g.queue_id LEFT JOIN device d ON d.id = q.device_id
			LEFT JOIN account a ON a.id = q.account_id
		WHERE g.queue_id = ${queueId}::uuid AND g.from_sequence = ${from}`;
	return row?.areaCode ? { ...row, areaCode: row.areaCode } : null;
}

/** Keeps what somebody found out of a gap. */
export async function explainGap(
	tx: Tx,
	{ actor, now }: CommandContext,
	queueId: string,
	fromSequence: number,
	explanation: string
): Promise<void> {
	await tx.deviceGap.update({
		where: { queueId_fromSequence: { queueId, fromSequence } },
		data: { explainedAt: now, explainedBy: actor.accountId, explainedByName: actor.name, explanation }
	});
}
