import type { ConflictSide } from '#domain/stays/stay-views.ts';
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
	stay: ConflictSide;
	claim: ConflictSide;
}

/** Which conflicts: those of a place, or those with a side in an area. */
export type ConflictsOf = { pointId: string } | { areaCode: string };

const isOf = (of: ConflictsOf) =>
	'pointId' in of
		? Prisma.sql`${of.pointId}::uuid IN (c.stay_point_id, c.claim_point_id)`
		: Prisma.sql`${of.areaCode} IN (left(sp.area_code, ${of.areaCode.length}::int), left(cp.area_code, ${of.areaCode.length}::int))`;

const PLACES = Prisma.sql`JOIN count_point sp ON sp.id = c.stay_point_id JOIN count_point cp ON cp.id = c.claim_point_id`;
const placeName = (point: string) =>
	Prisma.raw(`COALESCE((SELECT h.name FROM shelter h WHERE h.id = ${point}.shelter_id),
		(SELECT a.name FROM area a WHERE a.code = ${point}.area_code), '')`);

/** Open conflicts, oldest first, after one. */
export async function findOpenConflicts(
	db: Database,
	of: ConflictsOf,
	limit: number,
	after?: string
): Promise<OpenConflict[]> {
	return db.prisma.$queryRaw<OpenConflict[]>(Prisma.sql`
		SELECT c.id, c.person_id AS "personId",
			json_build_object('pointId', c.stay_point_id, 'placeName', ${placeName('sp')},
				'at', ${Prisma.raw(iso('s.in_observed_at'))}, 'accountName', COALESCE(b.account_name, '')) AS stay,
			json_build_object('pointId', c.claim_point_id, 'placeName', ${placeName('cp')},
				'at', ${Prisma.raw(iso('c.claimed_at'))}, 'accountName', t.account_name) AS claim
		FROM stay_conflict c JOIN stay s ON s.id = c.stay_id JOIN stay_step t ON t.id = c.claim_step_id ${PLACES}
			LEFT JOIN LATERAL (SELECT k.account_name FROM stay_step k WHERE k.stay_id = c.stay_id AND k.person_id IN (
				SELECT c.person_id UNION ALL SELECT m.id FROM person m WHERE m.merged_into_id = c.person_id)
				ORDER BY k.received_at, k.id LIMIT 1) AS b ON true
		WHERE c.settled_at IS NULL AND ${isOf(of)} ${after ? Prisma.sql`AND c.id > ${after}::uuid` : Prisma.empty}
		ORDER BY c.id LIMIT ${limit}`);
}

/** How many conflicts are open. */
export async function countOpenConflicts(db: Database, of: ConflictsOf): Promise<number> {
	const [row] = await db.prisma.$queryRaw<[{ count: number }]>(Prisma.sql`
		SELECT count(*)::int AS count FROM stay_conflict c ${PLACES} WHERE c.settled_at IS NULL AND ${isOf(of)}`);
	return row.count;
}
