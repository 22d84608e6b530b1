import { expect, test } from 'vitest';
import { StorageWatch } from '#server/jobs/storage-watch.ts';

const MB = 1_048_576;

function watch(free: Record<string, number | Error>) {
	const told: [boolean, number][] = [];
	const errors: unknown[] = [];
	const storage = new StorageWatch({
		folders: Object.keys(free),
		measure: (folder) => {
			const bytes = free[folder]!;
			return bytes instanceof Error ? Promise.reject(bytes) : Promise.resolve(bytes * MB);
		},
		onChange: (...change) => told.push(change),
		onError: (error) => errors.push(error)
	});
	return { storage, free, told, errors };
}

test('full as soon as any of the disks is, and not before; told once at each turn', async () => {
	const { storage, free, told } = watch({ data: 10_000, database: 128 });
	await storage.check();
	expect(storage.isFull).toBe(false);
	free['database'] = 127;
	await storage.check();
	await storage.check();
	expect(storage.isFull).toBe(true);
	free['database'] = 500;
	await storage.check();
	expect(storage.isFull).toBe(false);
	expect(told).toEqual([
		[true, 127 * MB],
		[false, 500 * MB]
	]);
});

test('a disk that cannot be asked changes nothing and is told', async () => {
	const { storage, free, errors } = watch({ data: 1 });
	await storage.check();
	free['data'] = new Error('gone');
	await storage.check();
	expect(storage.isFull).toBe(true);
	expect(errors).toHaveLength(1);
});

test('measures real disks', async () => {
	const storage = new StorageWatch({
		folders: [process.cwd()],
		onChange: () => undefined,
		onError: (error) => expect.fail(String(error))
	});
	await storage.start();
	storage.stop();
});
