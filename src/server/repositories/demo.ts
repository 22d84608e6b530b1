import type pg from 'pg';
import { Role } from '#domain/access/roles.ts';
import type { Database } from '../db/database.ts';

/** An account that still has its demonstration password. */
export interface DemoLogin {
	username: string;
	displayName: string;
	role: Role;
	areaCode: string;
}

/** Which of the named accounts work with their demonstration passwords. */
export async function findDemoLogins(db: Database, usernames: readonly string[]): Promise<DemoLogin[]> {
	const rows = await db.prisma.account.findMany({
		where: { isDemo: true, disabledAt: null, username: { in: [...usernames] } },
		select: { username: true, displayName: true, role: true, areaCode: true }
	});
	return rows.map((row) => ({ ...row, role: Role.parse(row.role) }));
}

/** Takes the installation for change and says whether nothing has been entered into it yet. */
export async function lockEmptyInstallation(client: pg.ClientBase): Promise<boolean> {
	await client.query('SELECT 1 FROM installation WHERE id = 1 FOR UPDATE');
	const { rows } = await client.query<{ is_empty: boolean }>(
		'SELECT NOT EXISTS (SELECT FROM account) AND NOT EXISTS (SELECT FROM event) AND NOT EXISTS (SELECT FROM shelter) AS is_empty'
	);
	return rows[0]?.is_empty ?? false;
}

/** Whether this database holds the demonstration. */
export async function isDemoInstallation(client: pg.ClientBase): Promise<boolean> {
	const { rows } = await client.query('SELECT 1 FROM installation WHERE demo_loaded_at IS NOT NULL');
	return rows.length > 0;
}

/** Rows by table, in the order in which they have to be written; each has the columns of the first. */
export type RowsByTable = readonly (readonly [table: string, rows: readonly object[]])[];

/** Writes many rows in one statement for each table. */
export async function insertRows(client: pg.ClientBase, tables: RowsByTable): Promise<void> {
	for (const [table, rows] of tables) {
		if (!rows[0]) continue;
		const columns = Object.keys(rows[0]).join(', ');
		await client.query(
			`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)`,
			[JSON.stringify(rows)]
		);
	}
}

/** Reckons the kept totals of all open points, and notes when the demonstration was loaded. */
export async function finishDemo(client: pg.ClientBase, loadedAt: string): Promise<void> {
	await client.query(`
		INSERT INTO township_total (event_id, township_code, sheltered, dispersed, shelters_open, capacity)
		SELECT event_id, township_code, COALESCE(sum(people) FILTER (WHERE kind = 'shelter'), 0),
			COALESCE(sum(people) FILTER (WHERE kind = 'dispersed'), 0), count(*) FILTER (WHERE kind = 'shelter'),
			COALESCE(sum(capacity), 0)
		FROM count_point WHERE closed_at IS NULL GROUP BY event_id, township_code`);
	await client.query('UPDATE installation SET demo_loaded_at = $1 WHERE id = 1', [loadedAt]);
}

/** How many servers listen on this database now. */
export async function findConnectedServers(client: pg.ClientBase): Promise<number> {
	const { rows } = await client.query<{ count: number }>(
		"SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'anlan-listen'"
	);
	return rows[0]?.count ?? 0;
}

/** Removes everything but the county's areas, history too, and begins both logs anew after their last numbers. */
export async function clearDemo(client: pg.ClientBase): Promise<void> {
	const { rows } = await client.query<{ name: string }>(
		`SELECT quote_ident(relname) AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
			AND relname NOT IN ('_prisma_migrations', 'area', 'area_shape', 'installation')`
	);
	const names = rows.map(({ name }) => name);
	const { rows: last } = await client.query<{ seq: number }>('SELECT max(last_seq) AS seq FROM feed_batch');
	for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
	await client.query(`TRUNCATE ${names.join(', ')}`);
	await client.query(
		`INSERT INTO feed_batch (number, first_seq, last_seq, change_ids, snapshot) VALUES (0, $1, $1, '{}', pg_current_snapshot())`,
		[last[0]?.seq ?? 0]
	);
	await client.query(
		`INSERT INTO audit_block (number, entry_ids, previous_hash, hash, snapshot)
		VALUES (0, '{}', '', encode(sha256(convert_to('anlan', 'UTF8')), 'hex'), pg_current_snapshot())`
	);
	for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
	await client.query('UPDATE installation SET demo_loaded_at = NULL');
}
