import type pg from 'pg';

/** Numbers and seals what was just committed, for commands that run without a server. */
export async function publishLogs(pool: pg.Pool): Promise<void> {
	await pool.query('SELECT count(*) FROM feed_advance()');
	await pool.query('SELECT audit_seal()');
}
