import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { findKeyFingerprints, recordKeyFingerprints } from '../repositories/people-keys.ts';
import { StartFailure } from '../start-failure.ts';
import { createKeyFile, keyFilePath, readKeyFile } from './key-file.ts';
import { Keyring } from './keyring.ts';

/**
 * The keys of people's records, checked against what the database says they are. They are made at the first start;
 * once the database knows of keys they are never made anew, for what the lost ones encrypted could not be read again.
 *
 * @throws StartFailure when the key file is missing, damaged, or not the one this database was written with
 */
export async function loadKeyring(config: Pick<Config, 'peopleKeys' | 'dataDir'>, db: Database): Promise<Keyring> {
	const path = keyFilePath(config);
	const recorded = await findKeyFingerprints(db);
	let file = await readKeyFile(path);
	if (!file && recorded.size === 0 && config.peopleKeys === null) {
		await createKeyFile(path, new Date());
		file = await readKeyFile(path);
	}
	if (!file) throw missing(path, recorded.size > 0);
	const keyring = new Keyring(file);
	// Another process may have begun with keys of its own at the same moment: the first recorded are the database's.
	const own = keyring.fingerprints();
	const isRecorded = [...own].every(([id, fingerprint]) => recorded.get(id) === fingerprint);
	const standing = isRecorded ? recorded : await recordKeyFingerprints(db, own);
	const wrong = [...standing].filter(([id, fingerprint]) => own.get(id) !== fingerprint).map(([id]) => id);
	if (wrong.length > 0) throw foreign(path, wrong);
	return keyring;
}

function missing(path: string, isInUse: boolean): StartFailure {
	return new StartFailure(2, [
		isInUse
			? {
					zh: `找不到人员密钥文件 ${path}，而数据库中已有用它加密的数据。请从密钥备份中恢复该文件，再启动。`,
					en: `The people key file ${path} is missing, but this database was encrypted with it. Restore it from the backup of the keys, then start.`
				}
			: {
					zh: `ANLAN_PEOPLE_KEYS 所指的文件 ${path} 不存在。`,
					en: `The file that ANLAN_PEOPLE_KEYS names, ${path}, does not exist.`
				}
	]);
}

function foreign(path: string, ids: readonly string[]): StartFailure {
	return new StartFailure(2, [
		{
			zh: `人员密钥文件 ${path} 不是这个数据库的：密钥 ${ids.join('、')} 缺失或不同。多个进程共用数据库时，须用同一份密钥文件。`,
			en: `The people key file ${path} is not this database’s: key ${ids.join(', ')} is missing or another. Processes that share a database need the same key file.`
		}
	]);
}
