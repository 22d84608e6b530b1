import type { RollCallInput, RollCallMark, RollCallView } from '#domain/stays/roll-call.ts';
import { Prisma } from '../db/generated/client.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Database, Tx } from '../db/database.ts';
import { iso } from './counts.ts';

/** A roll-call ready to be kept: who of those marked was ever at the place. */
export interface NewRollCall extends Pick<RollCallInput, 'pointId' | 'unnamed' | 'deviceTime'> {
	id: string;
	presentIds: readonly string[];
	absentIds: readonly string[];
	unknown: number;
	observedAt: string;
}

/** Keeps a roll-call with its marks, for good. */
export async function insertRollCall(tx: Tx, context: CommandContext, call: NewRollCall): Promise<void> {
	const { id, presentIds, absentIds, ...of } = call;
	const { actor, deviceId, now } = context;
	await tx.rollCall.create({
		data: {
			...of,
			id,
			present: presentIds.length,
			absent: absentIds.length,
			receivedAt: now,
			accountId: actor.accountId,
			accountName: actor.name,
			deviceId
		}
	});
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO roll_call_mark (roll_call_id, person_id, is_present)
		SELECT ${id}::uuid, unnest(${[...presentIds]}::uuid[]), true
		UNION ALL SELECT ${id}::uuid, unnest(${[...absentIds]}::uuid[]), false`);
}

/** Which of the people have or had a stay at a place. */
export async function findPeopleOfPlace(tx: Tx, pointId: string, personIds: readonly string[]): Promise<Set<string>> {
	const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
		SELECT DISTINCT person_id AS id FROM stay
		WHERE point_id = ${pointId}::uuid AND person_id = ANY (${[...personIds]}::uuid[])`);
	return new Set(rows.map(({ id }) => id));
}

/** Roll-calls that absences are reckoned from; the policy asks for no more than ten. */
const LATEST = 20;

/** What the latest roll-calls of a place say of the people who are there now, newest first. */
export async function findMarksOfPresent(db: Pick<Tx, '$queryRaw'>, pointId: string): Promise<RollCallMark[]> {
	return db.$queryRaw<RollCallMark[]>(Prisma.sql`
		WITH latest AS MATERIALIZED (
			SELECT id, observed_at FROM roll_call WHERE point_id = ${pointId}::uuid
			ORDER BY observed_at DESC, id DESC LIMIT ${LATEST}::int)
		SELECT m.person_id AS "personId", m.is_present AS "isPresent", ${Prisma.raw(iso('l.observed_at'))} AS "observedAt"
		FROM latest l JOIN roll_call_mark m ON m.roll_call_id = l.id
			JOIN stay s ON s.person_id = m.person_id AND s.point_id = ${pointId}::uuid AND s.state = 'in'
		ORDER BY l.observed_at DESC, l.id DESC`);
}

/** The latest roll-call of a place in numbers, or null. */
export async function findLatestRollCall(
	db: Database,
	pointId: string
): Promise<{ unnamed: number; observedAt: string } | null> {
	const row = await db.prisma.rollCall.findFirst({
		where: { pointId },
		orderBy: [{ observedAt: 'desc' }, { id: 'desc' }],
		select: { unnamed: true, observedAt: true }
	});
	return row && { unnamed: row.unnamed, observedAt: row.observedAt.toISOString() };
}

/** Roll-calls of a place, newest first, with the ids of those who did not answer; one more than `limit` where there are. */
export async function findRollCalls(
	db: Database,
	pointId: string,
	limit: number,
	before: string | undefined
): Promise<(Omit<RollCallView, 'absentees'> & { absentIds: string[] })[]> {
	const from = before ? await db.prisma.rollCall.findUnique({ where: { id: before } }) : null;
	return db.prisma.$queryRaw(Prisma.sql`
		SELECT r.id, ${Prisma.raw(iso('r.observed_at'))} AS "observedAt", r.account_name AS "accountName", r.present,
			r.absent, r.unnamed, r.unknown,
			ARRAY(SELECT m.person_id::text FROM roll_call_mark m WHERE m.roll_call_id = r.id AND NOT m.is_present
				ORDER BY m.person_id LIMIT 500) AS "absentIds"
		FROM roll_call r WHERE r.point_id = ${pointId}::uuid
			${from ? Prisma.sql`AND (r.observed_at, r.id) < (${from.observedAt}, ${from.id}::uuid)` : Prisma.empty}
		ORDER BY r.observed_at DESC, r.id DESC LIMIT ${limit + 1}::int`);
}
