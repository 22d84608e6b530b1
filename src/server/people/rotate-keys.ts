import type { Database } from '../db/database.ts';
import { forgetOldKeys, recordKeyFingerprints } from '../repositories/people-keys.ts';
import { resealHelpers } from '../repositories/relocation-households.ts';
import { resealPeople } from '../repositories/people.ts';
import { resealPhotos } from '../repositories/person-photos.ts';
import { resealRequests } from '../repositories/reunion-requests.ts';
import { resealEntries } from '../repositories/roster-entries.ts';
import { readKeyFile, replaceKeyFile } from './key-file.ts';
import { addKey, dropOldKeys, Keyring } from './keyring.ts';
import type { Reseal } from './reseal.ts';

const AT_ONCE = 500;
/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Everything that is encrypted with the keys of the file. The words of refusals are not: they go with their key. */
const SEALED: readonly Reseal[] = [resealPeople, resealPhotos, resealRequests, resealEntries, resealHelpers];

/**
 * Puts a new key in use and encrypts every record with it; the old keys then go. A rotation that is cut off leaves
 * everything readable, and the next one ends it. The servers of the database are stopped meanwhile, and `path` holds
 * its keys (see `loadKeyring`).
 *
 * @returns how many records were encrypted anew
 */
export async function rotateKeys(db: Database, path: string, now: Date): Promise<number> {
	const before = await readKeyFile(path);
	if (!before) throw new Error(`No key file at ${path}`);
	const file = addKey(before, now);
	await replaceKeyFile(path, file);
	const keyring = new Keyring(file);
	await recordKeyFingerprints(db, keyring.fingerprints());
	let total = 0;
	for (const reseal of SEALED)
		for (let after: string | undefined = FIRST; after !== undefined;) {
			const ids: string[] = await reseal(db, keyring, after, AT_ONCE);
			total += ids.length;
			after = ids.length < AT_ONCE ? undefined : ids.at(-1);
		}
	const kept = dropOldKeys(file);
	await forgetOldKeys(db, [...new Keyring(kept).fingerprints().keys()]);
	await replaceKeyFile(path, kept);
	return total;
}
