import { describe, expect, it } from 'vitest';
import { Shutdown } from '#server/shutdown.ts';

describe('Shutdown', () => {
	it('closes in the reverse order, once', async () => {
		const closed: string[] = [];
		const shutdown = new Shutdown();
		for (const name of ['database', 'app', 'server']) {
			shutdown.add(async () => void closed.push(name), 1000);
		}
		await Promise.all([shutdown.run(() => undefined), shutdown.run(() => undefined)]);
		expect(closed).toEqual(['server', 'app', 'database']);
	});

	it('goes on after a step that fails or hangs', async () => {
		const errors: unknown[] = [];
		const closed: string[] = [];
		const shutdown = new Shutdown();
		shutdown.add(async () => void closed.push('database'), 1000);
		shutdown.add(() => new Promise(() => undefined), 10);
		shutdown.add(() => Promise.reject(new Error('broken')), 1000);
		await shutdown.run((error) => errors.push(error));
		expect(errors).toEqual([new Error('broken')]);
		expect(closed).toEqual(['database']);
	});
});
