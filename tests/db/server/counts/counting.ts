import type { Role } from '#domain/access/roles.ts';
import type { CountCommand } from '#domain/counts/decide-count.ts';
import type { CommandContext } from '#server/commands/execute.ts';
import { CountWriter } from '#server/counts/count-writer.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { newId } from '#server/new-id.ts';

export const TOWNSHIPS = ['430426104', '430426105', '430426106'];

/** An event with points in several townships, written straight into the tables. */
export async function insertPoints(db: Database, count: number): Promise<{ eventId: string; points: string[] }> {
	const eventId = newId();
	const now = new Date();
	await db.prisma.event.create({
		data: {
			id: eventId,
			name: 'e',
			kind: 'freeze',
			startedAt: now,
			areaCodes: ['430426'],
			phase: 'response',
			openedAt: now
		}
	});
	const rows = Array.from({ length: count }, (_, index) => {
		const township = TOWNSHIPS[index % TOWNSHIPS.length]!;
		const areaCode = `${township}${String(200 + index).padStart(3, '0')}`;
		return { id: newId(), eventId, kind: 'dispersed', areaCode, townshipCode: township, openedAt: now };
	});
	await db.prisma.countPoint.createMany({ data: rows });
	return { eventId, points: rows.map(({ id }) => id) };
}

/** A writer with connections of its own, as another server process has. */
export function openWriter(url: string) {
	const db = openDatabase(url, { max: 4 });
	return { db, writer: new CountWriter({ db, windowMinutes: () => 30, committed: () => undefined }) };
}

const ACCOUNT = newId();

export function contextOf(
	over: { accountId?: string; role?: Role; areaCode?: string; deviceId?: string } = {}
): CommandContext {
	const { accountId = ACCOUNT, role = 'COORDINATOR', areaCode = '430426', deviceId = null } = over;
	return { actor: { accountId, name: 'n', role, areaCode }, deviceId, requestId: newId(), now: new Date() };
}

export function countOf(
	pointId: string,
	people: number,
	over: Partial<Extract<CountCommand, { kind: 'count' }>> = {}
): CountCommand {
	return { kind: 'count', operationId: newId(), pointId, people, deviceTime: new Date().toISOString(), ...over };
}

/** Kept totals beside what they should be, and what was written how often. */
export async function readBooks(db: Database) {
	const { rows } = await db.pool.query<{ totals: unknown; sums: unknown; wrongFigures: number }>(`SELECT
		(SELECT json_agg(json_build_array(township_code, dispersed) ORDER BY township_code) FROM township_total WHERE dispersed <> 0) AS totals,
		(SELECT json_agg(s) FROM (SELECT json_build_array(township_code, sum(people)) AS s FROM count_point
			WHERE people <> 0 GROUP BY township_code ORDER BY township_code) AS g) AS sums,
		(SELECT count(*) FROM count_point p JOIN LATERAL (
			SELECT o.people, count(*) OVER () AS observations FROM count_observation o WHERE o.point_id = p.id
			ORDER BY o.observed_at DESC, (o.id = p.observation_id) DESC LIMIT 1
		) AS n ON true WHERE (p.people, p.version - 1) IS DISTINCT FROM (n.people, n.observations)) AS "wrongFigures"`);
	const counts = await db.pool.query<Record<'operations' | 'observations' | 'entries' | 'changes', number>>(
		`SELECT (SELECT count(*) FROM operation) AS operations, (SELECT count(*) FROM count_observation) AS observations,
			(SELECT count(*) FROM audit_entry) AS entries, (SELECT count(*) FROM change_log) AS changes`
	);
	return { ...rows[0]!, written: counts.rows[0]! };
}
