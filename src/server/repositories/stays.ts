import { ProblemError } from '#domain/shared/problems.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';
import type { Destination, RosterState } from '#domain/stays/commands.ts';
import type { StayState } from '#domain/stays/decide-movement.ts';
import type { NamesOfPlace, PlaceNumbers } from '#domain/stays/stay-views.ts';
import { Prisma, type Stay } from '../db/generated/client.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../new-id.ts';
import { iso, POINT_JSON } from './counts.ts';

/* Where people are. Locks: count points by id, then people by id. */

const pointJson = Prisma.raw(POINT_JSON);

/** Locks the places of a movement in the order of their ids; those that do not exist are left out. */
export async function lockPoints(tx: Tx, pointIds: readonly string[]): Promise<CountPointView[]> {
	const rows = await tx.$queryRaw<{ point: CountPointView }[]>(Prisma.sql`
		SELECT ${pointJson} AS point FROM count_point p WHERE p.id = ANY (${[...pointIds]}::uuid[])
		ORDER BY p.id FOR NO KEY UPDATE`);
	return rows.map(({ point }) => point);
}

/**
 * Locks people in the order of their ids and returns the ids that exist.
 *
 * @throws ProblemError `personAnonymised`
 */
export async function lockPeople(tx: Tx, personIds: readonly string[]): Promise<string[]> {
	const rows = await tx.$queryRaw<{ id: string; isAnonymised: boolean }[]>(Prisma.sql`
		SELECT id, anonymised_at IS NOT NULL AS "isAnonymised" FROM person WHERE id = ANY (${[...personIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`);
	if (rows.some(({ isAnonymised }) => isAnonymised)) throw new ProblemError('personAnonymised');
	return rows.map(({ id }) => id);
}

function stayState(row: Stay): StayState {
	const { id, personId, pointId, toPointId } = row;
	return {
		id,
		personId,
		pointId,
		state: row.state as StayState['state'],
		inObservedAt: row.inObservedAt.toISOString(),
		outObservedAt: row.outObservedAt?.toISOString() ?? null,
		toPointId
	};
}

/** All stays of people, by person. The people are locked by the caller. */
export async function findStays(tx: Pick<Tx, 'stay'>, personIds: readonly string[]): Promise<Map<string, StayState[]>> {
	const rows = await tx.stay.findMany({ where: { personId: { in: [...personIds] } } });
	const byPerson = new Map<string, StayState[]>();
	for (const row of rows) byPerson.set(row.personId, [...(byPerson.get(row.personId) ?? []), stayState(row)]);
	return byPerson;
}

/** Begins stays at a place. */
export async function beginStays(
	tx: Tx,
	pointId: string,
	observedAt: string,
	people: readonly { id: string; personId: string; fromStayId: string | null }[]
): Promise<void> {
	await tx.stay.createMany({ data: people.map((of) => ({ ...of, pointId, state: 'in', inObservedAt: observedAt })) });
}

/** Ends a stay: for good, or on the way to another place. */
export async function endStay(
	tx: Tx,
	stayId: string,
	end: { state: 'out' | 'sent'; at: string; destination: Destination | null; toPointId?: string }
): Promise<void> {
	const { state, at, destination, toPointId = null } = end;
	await tx.stay.update({
		where: { id: stayId },
		data: { state, outObservedAt: at, destination, toPointId, version: { increment: 1 } }
	});
}

/** Ends the ways of people who have arrived. */
export async function endWays(tx: Tx, stayIds: readonly string[]): Promise<void> {
	await tx.stay.updateMany({
		where: { id: { in: [...stayIds] }, state: 'sent' },
		data: { state: 'out', version: { increment: 1 } }
	});
}

/** One thing said of where a person is. */
export interface NewStep {
	personId: string;
	stayId: string | null;
	pointId: string;
	kind: 'in' | 'alreadyIn' | 'late' | 'claim' | 'out' | 'sent' | 'arrived' | 'settled';
	destination?: Destination;
	toPointId?: string;
	reason?: string;
}

/** Keeps what was said, for good; returns the ids of the steps in their order. */
export async function insertSteps(
	tx: Tx,
	context: CommandContext,
	times: { deviceTime: string; observedAt: string },
	steps: readonly NewStep[]
): Promise<string[]> {
	const { actor, deviceId, now } = context;
	const rows = steps.map((step) => ({
		...step,
		...times,
		id: newId(),
		receivedAt: now,
		accountId: actor.accountId,
		accountName: actor.name,
		deviceId
	}));
	await tx.stayStep.createMany({ data: rows });
	return rows.map(({ id }) => id);
}

/** How many people places have by name. The places are locked by the caller, so the versions only grow. */
export async function findRosters(tx: Tx, points: readonly CountPointView[]): Promise<RosterState[]> {
	const ids = points.map(({ id }) => id);
	const rows = await tx.$queryRaw<{ id: string; named: number; version: number }[]>(Prisma.sql`
		SELECT p.id, (SELECT count(*)::int FROM stay s WHERE s.point_id = p.id AND s.state = 'in') AS named,
			(SELECT count(*)::int FROM stay_step t WHERE t.point_id = p.id) AS version
		FROM count_point p WHERE p.id = ANY (${ids}::uuid[])`);
	return points.map(({ id, areaCode }) => {
		const { named = 0, version = 0 } = rows.find((row) => row.id === id) ?? {};
		return { pointId: id, areaCode, named, version };
	});
}

/** Names, needs and conflicts of a place, to be set against its count. */
export async function countNames(db: Pick<Tx, '$queryRaw'>, pointId: string): Promise<NamesOfPlace> {
	const [row] = await db.$queryRaw<[NamesOfPlace]>(
		Prisma.sql`
		WITH present AS MATERIALIZED (
			SELECT p.needs FROM stay s JOIN person p ON p.id = s.person_id
			WHERE s.point_id = ${pointId}::uuid AND s.state = 'in')
		SELECT (SELECT count(*)::int FROM present) AS named,
			(SELECT COALESCE(json_object_agg(need, n), '{}') FROM (
				SELECT need, count(*)::int AS n FROM present, unnest(needs) AS need GROUP BY need) AS g) AS needs,
			(SELECT count(*)::int FROM stay_conflict c WHERE c.settled_at IS NULL
				AND ${pointId}::uuid IN (c.stay_point_id, c.claim_point_id)) AS conflicts,
			(SELECT ${Prisma.raw(iso('max(t.observed_at)'))} FROM stay_step t WHERE t.point_id = ${pointId}::uuid
				AND t.kind IN ('in', 'arrived', 'out', 'sent', 'settled')) AS "movedAt",
			(SELECT ${Prisma.raw(iso('keeps_names_at'))} FROM count_point WHERE id = ${pointId}::uuid) AS "keepsNamesAt"`
	);
	return row;
}

/** The open places of an area in numbers. */
export async function countPlaces(db: Pick<Tx, '$queryRaw'>, areaCode: string): Promise<PlaceNumbers[]> {
	return db.$queryRaw<PlaceNumbers[]>(Prisma.sql`
		SELECT p.id AS "pointId",
			(SELECT count(*)::int FROM stay s WHERE s.point_id = p.id AND s.state = 'in') AS named,
			(SELECT count(*)::int FROM stay s WHERE s.to_point_id = p.id AND s.state = 'sent') AS expected,
			(SELECT count(*)::int FROM stay_conflict c
				WHERE c.settled_at IS NULL AND p.id IN (c.stay_point_id, c.claim_point_id)) AS conflicts,
			${Prisma.raw(iso('p.keeps_names_at'))} AS "keepsNamesAt"
		FROM count_point p JOIN event e ON e.id = p.event_id
		WHERE p.kind = 'shelter' AND p.closed_at IS NULL AND e.closed_at IS NULL AND p.area_code LIKE ${`${areaCode}%`}
		ORDER BY p.id`);
}

/** Says since when a place gives its numbers from its names; null: from now on heads are counted. */
export async function writeKeepsNames(tx: Tx, pointId: string, keepsNamesAt: Date | null): Promise<void> {
	await tx.countPoint.update({ where: { id: pointId }, data: { keepsNamesAt } });
}

/** Stays at a place, oldest first, after a stay; one more than `limit` where there are more. */
export async function findPresent(
	db: Pick<Tx, 'stay'>,
	pointId: string,
	limit: number,
	after: string | undefined
): Promise<StayState[]> {
	const rows = await db.stay.findMany({
		where: { pointId, state: 'in', ...(after ? { id: { gt: after } } : {}) },
		orderBy: { id: 'asc' },
		take: limit + 1
	});
	return rows.map(stayState);
}

/** Stays elsewhere whose people are on the way to a place. */
export async function findExpected(db: Pick<Tx, 'stay'>, pointId: string, limit: number): Promise<StayState[]> {
	const rows = await db.stay.findMany({
		where: { toPointId: pointId, state: 'sent' },
		orderBy: { id: 'asc' },
		take: limit
	});
	return rows.map(stayState);
}
