import type { CountPointView } from '#domain/counts/count-point.ts';
import type { Activation } from '#domain/shelters/find-shelters.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Database, Tx } from '../db/database.ts';
import { POINT_JSON } from './counts.ts';

/* Activations: the count points of shelters. */

const pointJson = Prisma.raw(POINT_JSON);

/** What is known of the open activation of a shelter: its point, and its event's name. */
export interface OpenActivation {
	point: CountPointView;
	eventName: string;
}

/** Reads a point without locking it, or null. */
export async function findShelterPoint(tx: Tx, pointId: string): Promise<CountPointView | null> {
	const [row] = await tx.$queryRaw<{ point: CountPointView }[]>(Prisma.sql`
		SELECT ${pointJson} AS point FROM count_point p WHERE p.id = ${pointId}::uuid AND p.kind = 'shelter'`);
	return row?.point ?? null;
}

/** Locks the activation of a shelter and reads it with the reason of its condition: after its event and shelter. */
export async function lockShelterPoint(
	tx: Tx,
	pointId: string
): Promise<{ point: CountPointView; conditionReason: string } | null> {
	const [row] = await tx.$queryRaw<{ point: CountPointView; conditionReason: string }[]>(Prisma.sql`
		SELECT ${pointJson} AS point, p.condition_reason AS "conditionReason"
		FROM count_point p WHERE p.id = ${pointId}::uuid AND p.kind = 'shelter' FOR UPDATE`);
	return row ?? null;
}

/** The open activation of a shelter, locked, or null. The shelter is locked by the caller, so it stays so. */
export async function lockOpenActivation(tx: Tx, shelterId: string): Promise<OpenActivation | null> {
	const [row] = await tx.$queryRaw<OpenActivation[]>(Prisma.sql`
		SELECT ${pointJson} AS point, e.name AS "eventName" FROM count_point p JOIN event e ON e.id = p.event_id
		WHERE p.shelter_id = ${shelterId}::uuid AND p.kind = 'shelter' AND p.closed_at IS NULL FOR UPDATE OF p`);
	return row ?? null;
}

/** The latest activation of a shelter for an event, or null. */
export async function findEarlierActivation(
	tx: Tx,
	eventId: string,
	shelterId: string
): Promise<CountPointView | null> {
	const [row] = await tx.$queryRaw<{ point: CountPointView }[]>(Prisma.sql`
		SELECT ${pointJson} AS point FROM count_point p
		WHERE p.event_id = ${eventId}::uuid AND p.shelter_id = ${shelterId}::uuid
		ORDER BY p.opened_at DESC LIMIT 1 FOR UPDATE`);
	return row?.point ?? null;
}

/** Writes a new activation. */
export async function insertShelterPoint(tx: Tx, point: CountPointView): Promise<void> {
	const { id, eventId, kind, shelterId, areaCode, townshipCode, openedAt, condition, capacity, disputeIds } = point;
	await tx.countPoint.create({
		data: { id, eventId, kind, shelterId, areaCode, townshipCode, openedAt, condition, capacity, disputeIds }
	});
}

/** Writes what opening, closing, condition and capacity change; the counts are not touched. */
export async function updateShelterPoint(tx: Tx, point: CountPointView, conditionReason?: string): Promise<void> {
	const { id, areaCode, townshipCode, openedAt, closedAt, condition, capacity, lastWordAt, version } = point;
	await tx.countPoint.update({
		where: { id },
		data: {
			areaCode,
			townshipCode,
			openedAt,
			closedAt,
			condition,
			capacity,
			lastWordAt,
			version,
			...(conditionReason === undefined ? {} : { conditionReason })
		}
	});
}

/** All activations of a shelter for events, newest first. */
export async function findActivations(db: Database, shelterId: string): Promise<Activation[]> {
	return db.prisma.$queryRaw<Activation[]>(Prisma.sql`
		SELECT ${pointJson} AS point, e.name AS "eventName", p.condition_reason AS "conditionReason"
		FROM count_point p JOIN event e ON e.id = p.event_id
		WHERE p.shelter_id = ${shelterId}::uuid ORDER BY p.opened_at DESC LIMIT 100`);
}
