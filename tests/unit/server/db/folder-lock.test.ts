import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLockHolder, lockFolder, type FolderLock } from '#server/db/folder-lock.ts';

let folder: string;
const held: FolderLock[] = [];

async function take(path: string): Promise<FolderLock> {
	const lock = await lockFolder(path);
	if (typeof lock === 'number') throw new Error(`held by ${lock}`);
	held.push(lock);
	return lock;
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'anlan-lock-'));
});

afterEach(async () => {
	for (const lock of held.splice(0)) await lock.release();
	rmSync(folder, { recursive: true, force: true });
});

describe('lockFolder', () => {
	it('is held by one, who can be named', async () => {
		expect(await findLockHolder(folder)).toBeNull();
		await take(folder);
		expect(await findLockHolder(folder)).toBe(process.pid);
		expect(await lockFolder(folder)).toBe(process.pid);
	});

	it('is free again after release', async () => {
		const lock = await take(folder);
		await lock.release();
		expect(await findLockHolder(folder)).toBeNull();
		await take(folder);
	});

	it('is the same by whatever path the folder is named', async () => {
		const link = `${folder}-link`;
		symlinkSync(folder, link);
		try {
			await take(link);
			expect(await lockFolder(folder)).toBe(process.pid);
		} finally {
			rmSync(link);
		}
	});

	it('goes to exactly one of many who ask at once', async () => {
		const answers = await Promise.all(Array.from({ length: 8 }, () => lockFolder(folder)));
		const locks = answers.filter((answer) => typeof answer !== 'number');
		held.push(...locks);
		expect(locks).toHaveLength(1);
	});
});
