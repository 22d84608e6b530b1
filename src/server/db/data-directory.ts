import { createHash } from 'node:crypto';
import {
	accessSync,
	chmodSync,
	chownSync,
	constants,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmdirSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from '../start-failure.ts';
import { canEnter, chooseIdentity, type Identity } from './unprivileged-identity.ts';

/**
 * Where the embedded database lives. `home` is the data folder itself, or, when PostgreSQL's unprivileged account
 * cannot enter that, a folder elsewhere which the file `postgres-home` in the data folder names.
 */
export type DatabasePlace = { home: string; cluster: string; identity: Identity };

/** Folders for a database whose data folder is closed to its account, in order of preference. */
const sharedHomes = ['/var/lib/anlan', '/srv/anlan', '/opt/anlan'];

const recordName = 'postgres-home';

/** Writes a file so that it is either whole or absent, whenever the power fails. */
export function writeWhole(path: string, content: string, mode: number): void {
	const part = `${path}.part`;
	// Never through a link that the unprivileged account may have put in our way.
	rmSync(part, { force: true });
	writeFileSync(part, content, { mode, flush: true, flag: 'wx' });
	renameSync(part, path);
}

/** Makes the data folder. As root it may be passed through (0711), so that PostgreSQL's account reaches its own part. */
export function makeDataFolder(dataDir: string): string {
	try {
		if (!existsSync(dataDir)) {
			mkdirSync(dataDir, { recursive: true, mode: 0o700 });
			if (process.getuid?.() === 0) chmodSync(dataDir, 0o711);
		}
		accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
		return realpathSync(dataDir);
	} catch (cause) {
		const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
		throw new StartFailure(
			1,
			[
				{
					zh: `数据文件夹 ${dataDir} 不能读写（${reason}）。请检查权限，或用 ANLAN_DATA 另指一个。`,
					en: `The data folder ${dataDir} cannot be read and written (${reason}). Check its permissions, or name another with ANLAN_DATA.`
				}
			],
			{ cause }
		);
	}
}

/** A folder that root makes and any account may enter; made on first use. */
export function sharedHome(identity: Identity): string {
	const reasons: string[] = [];
	for (const folder of sharedHomes) {
		try {
			mkdirSync(folder, { recursive: true, mode: 0o755 });
			if (canEnter(folder, identity)) return folder;
			reasons.push(`${folder}: EACCES`);
		} catch (error) {
			reasons.push(`${folder}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
		}
	}
	throw new StartFailure(1, [
		{
			zh: `PostgreSQL 不能以 root 运行，而普通账户进不了数据文件夹，也没有别处可用（${reasons.join('；')}）。请用 ANLAN_DATA 指定其他账户能进入的文件夹。`,
			en: `PostgreSQL does not run as root; its account cannot enter the data folder, and there is no other place (${reasons.join('; ')}). Name a folder that other accounts may enter with ANLAN_DATA.`
		}
	]);
}

/** Whether the account can have a folder of its own in here: it gets in, and files can be given to it. */
function canHold(folder: string, identity: Identity): boolean {
	if (identity.uid === undefined || identity.gid === undefined) return true;
	if (!canEnter(folder, identity)) return false;
	const probe = mkdtempSync(join(folder, 'postgres.new-'));
	try {
		chownSync(probe, identity.uid, identity.gid);
		return canEnter(probe, identity);
	} catch {
		// A file system that keeps no owners, or root without the right to give files away.
		return false;
	} finally {
		rmdirSync(probe);
	}
}

/** The home recorded for this data folder, if its database lies elsewhere. */
function recordedHome(dataDir: string): string | null {
	const record = join(dataDir, recordName);
	return existsSync(record) ? readFileSync(record, 'utf8').trim() : null;
}

/** Where the database of a data folder lies now, without making anything; null before its first start. */
export function findCluster(dataDir: string): string | null {
	const cluster = join(recordedHome(dataDir) ?? dataDir, 'postgres');
	return existsSync(cluster) ? cluster : null;
}

function existingPlace(home: string, cluster: string): DatabasePlace {
	const identity = chooseIdentity(cluster);
	try {
		if (identity.uid === undefined) accessSync(cluster, constants.R_OK | constants.W_OK | constants.X_OK);
		else if (!canEnter(cluster, identity)) throw new Error('closed');
	} catch (cause) {
		throw new StartFailure(
			1,
			[
				{
					zh: `数据库文件夹 ${cluster} 属于另一个账户，或其上级文件夹不许进入。请用原来的账户启动，或把它交给本账户（chown -R）并开放上级文件夹。`,
					en: `The database folder ${cluster} belongs to another account, or a folder above it is closed. Start as the account that made it, or hand it over (chown -R) and open the folders above.`
				}
			],
			{ cause }
		);
	}
	return { home, cluster, identity };
}

/**
 * Decides where the database of this data folder lies. An existing one stays where it is. A new one goes into the data
 * folder when PostgreSQL's account can enter it, else below one of the shared homes, and the data folder records where,
 * because a clone may lie in a folder that only root may enter. Call it with the lock of the data folder held.
 */
export function findPlace(dataDir: string): DatabasePlace {
	const recorded = recordedHome(dataDir);
	if (recorded !== null && !existsSync(recorded)) {
		throw new StartFailure(1, [
			{
				zh: `${join(dataDir, recordName)} 记载数据库在 ${recorded}，但那里没有。请从备份恢复该文件夹；若要从头开始，请删除这个记录文件。`,
				en: `${join(dataDir, recordName)} says that the database is in ${recorded}, which is not there. Put that folder back, or delete the record to begin anew.`
			}
		]);
	}
	const home = recorded ?? dataDir;
	const cluster = join(home, 'postgres');
	if (existsSync(cluster)) return existingPlace(home, cluster);

	const identity = chooseIdentity(cluster);
	if (canHold(home, identity)) return { home, cluster, identity };
	const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
	const elsewhere = mkdtempSync(join(sharedHome(identity), `${hash}-`));
	chmodSync(elsewhere, 0o711);
	writeFileSync(join(elsewhere, 'belongs-to'), `${dataDir}\n`);
	writeWhole(join(dataDir, recordName), `${elsewhere}\n`, 0o600);
	return { home: elsewhere, cluster: join(elsewhere, 'postgres'), identity };
}
