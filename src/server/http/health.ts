import type { App } from '../app.ts';

/** The process is alive. */
export function healthOf() {
	return { status: 'ok' as const };
}

/** Whether the server can do its work now: reads, and whether what is written is kept. */
export async function readinessOf(
	app: App
): Promise<{ isReady: boolean; database: string; canSave: boolean; seq: number }> {
	try {
		await app.db.pool.query('SELECT 1');
		return { isReady: !app.storage.isFull, database: 'ok', canSave: !app.storage.isFull, seq: app.feed.seq };
	} catch (error) {
		app.reportError(error, { at: 'readyz' });
		return { isReady: false, database: 'unavailable', canSave: false, seq: app.feed.seq };
	}
}
