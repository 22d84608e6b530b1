import type pg from 'pg';
import { clearDemo, findConnectedServers, isDemoInstallation } from '../../repositories/demo.ts';
import { StartFailure } from '../../start-failure.ts';

/**
 * Empties a demonstration database so that the demonstration can be loaded anew. The county's areas stay; the change
 * feed goes on with its next number, so that a screen left open notices.
 *
 * @throws StartFailure for a database that never was a demonstration, or while a server uses it
 */
export async function resetDemo(pool: pg.Pool): Promise<void> {
	const client = await pool.connect();
	let failure: Error | undefined;
	try {
		await client.query('BEGIN');
		if (!(await isDemoInstallation(client)))
			throw new StartFailure(1, [
				{
					zh: '这不是演示数据库，不会清空。',
					en: 'This is no demonstration database; it is not emptied.'
				}
			]);
		if ((await findConnectedServers(client)) > 0)
			throw new StartFailure(1, [
				{
					zh: '有服务正在使用这个数据库，请先停止它（Ctrl-C）。',
					en: 'A server is using this database; stop it first (Ctrl-C).'
				}
			]);
		await clearDemo(client);
		await client.query('COMMIT');
	} catch (error) {
		failure = error instanceof Error ? error : new Error(String(error));
		throw error;
	} finally {
		// A connection in a failed transaction is closed, which rolls it back.
		client.release(failure);
	}
}
