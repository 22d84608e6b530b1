import type pg from 'pg';
import type { Actor } from '#domain/access/can.ts';

/** The actors of those of the given sessions that still hold, by session id; one query for all open sockets. */
export async function findLiveActors(pool: pg.Pool, sessionIds: string[]): Promise<Map<string, Actor>> {
	const { rows } = await pool.query<{ sessionId: string } & Actor>({
		name: 'live-actors',
		text: `SELECT s.id AS "sessionId", a.id AS "accountId", a.display_name AS name, a.role, a.area_code AS "areaCode"
			FROM session s JOIN account a ON a.id = s.account_id
			WHERE s.id = ANY ($1::uuid[]) AND s.revoked_at IS NULL AND s.expires_at > now() AND a.disabled_at IS NULL`,
		values: [sessionIds]
	});
	return new Map(rows.map(({ sessionId, ...actor }) => [sessionId, actor]));
}
