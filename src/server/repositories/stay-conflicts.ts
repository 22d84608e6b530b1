import type { CommandContext } from '../commands/execute.ts';
import { Prisma, type StayConflict } from '../db/generated/client.ts';
import type { Database, Tx } from '../db/database.ts';
import { newId } from '../new-id.ts';
import { iso } from './counts.ts';

/** The other side of a conflict that was there already. */
export interface NewConflict {
	personId: string;
	stayId: string;
	stayPointId: string;
	claimPointId: string;
	claimStepId: string;
	claimedAt: string;
}

/** Keeps conflicts; the same claim of a place is kept once until it is settled. */
export async function insertConflicts(tx: Tx, conflicts: readonly NewConflict[]): Promise<void> {
	await tx.stayConflict.createMany({
		data: conflicts.map((conflict) => ({ ...conflict, id: newId() })),
		skipDuplicates: true
	});
}

/** A conflict, or null. */
export async function findConflict(tx: Pick<Tx, 'stayConflict'>, conflictId: string): Promise<StayConflict | null> {
	return tx.stayConflict.findUnique({ where: { id: conflictId } });
}

/** Writes a person's word on a conflict. */
export async function settleConflict(
	tx: Tx,
	context: CommandContext,
	conflictId: string,
	{ verdict, reason }: { verdict: 'stay' | 'claim'; reason: string }
): Promise<void> {
	await tx.stayConflict.update({
		where: { id: conflictId },
		data: {
			settledAt: context.now,
			verdict,
			reason,
			settledBy: context.actor.accountId,
			settledByName: context.actor.name
		}
	});
}

/** An open conflict with both its sides. */
export interface OpenConflict {
	id: string;
	personId: string;
	stay: { pointId: string; at: string; accountName: string };
	claim: { pointId: string; at: string; accountName: string };
}

/** Open conflicts that a place is a side of, oldest first. */
export async function findOpenConflicts(db: Database, pointId: string, limit: number): Promise<OpenConflict[]> {
	return db.prisma.$queryRaw<OpenConflict[]>(Prisma.sql`
		SELECT c.id, c.person_id AS "personId",
			json_build_object('pointId', c.stay_point_id, 'at', ${Prisma.raw(iso('s.in_observed_at'))}, 'accountName', COALESCE(b.account_name, '')) AS stay,
			json_build_object('pointId', c.claim_point_id, 'at', ${Prisma.raw(iso('c.claimed_at'))}, 'accountName', t.account_name) AS claim
		FROM stay_conflict c JOIN stay s ON s.id = c.stay_id JOIN stay_step t ON t.id = c.claim_step_id
			LEFT JOIN LATERAL (SELECT k.account_name FROM stay_step k WHERE k.person_id = c.person_id AND k.stay_id = c.stay_id
				ORDER BY k.received_at, k.id LIMIT 1) AS b ON true
		WHERE c.settled_at IS NULL AND ${pointId}::uuid IN (c.stay_point_id, c.claim_point_id)
		ORDER BY c.id LIMIT ${limit}`);
}
