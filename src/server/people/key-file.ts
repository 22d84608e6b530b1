import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import { StartFailure } from '../start-failure.ts';
import { KeyFile, makeKeyFile } from './keyring.ts';

/** Where the keys are: the file of ANLAN_PEOPLE_KEYS, else `people-keys.json` in the data folder. */
export function keyFilePath(config: Pick<Config, 'peopleKeys' | 'dataDir'>): string {
	return config.peopleKeys ?? join(config.dataDir, 'people-keys.json');
}

/**
 * Reads the key file; null when there is none.
 *
 * @throws StartFailure when it cannot be read or is not a key file
 */
export async function readKeyFile(path: string): Promise<KeyFile | null> {
	const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw new StartFailure(
			2,
			[
				{
					zh: `人员密钥文件 ${path} 无法读取（${error.code ?? error.message}）。`,
					en: `The people key file ${path} cannot be read (${error.code ?? error.message}).`
				}
			],
			{ cause: error }
		);
	});
	if (text === null) return null;
	const parsed = KeyFile.safeParse(parseJson(text));
	if (parsed.success && parsed.data.activeKeyId in parsed.data.keys) return parsed.data;
	throw new StartFailure(2, [
		{
			zh: `人员密钥文件 ${path} 已损坏，请从密钥备份中恢复。`,
			en: `The people key file ${path} is damaged; restore it from the backup of the keys.`
		}
	]);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** Makes a new key file that only its owner can read; one that another process made meanwhile stays. */
export async function createKeyFile(path: string, now: Date): Promise<void> {
	const made = await writeBeside(path, makeKeyFile(now));
	try {
		await link(made, path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		await rm(made, { force: true });
	}
}

/** Puts a changed key file in the place of the old, whole or not at all. */
export async function replaceKeyFile(path: string, file: KeyFile): Promise<void> {
	await rename(await writeBeside(path, file), path);
}

async function writeBeside(path: string, file: KeyFile): Promise<string> {
	await mkdir(dirname(path), { recursive: true });
	const made = `${path}.${randomBytes(4).toString('hex')}`;
	const handle = await open(made, 'wx', 0o600);
	try {
		await handle.writeFile(`${JSON.stringify(file, null, '\t')}\n`);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await chmod(made, 0o600);
	return made;
}
