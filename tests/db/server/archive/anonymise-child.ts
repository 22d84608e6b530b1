import { readFileSync } from 'node:fs';
import { anonymiseDue } from '#server/archive/anonymise.ts';
import { openDatabase } from '#server/db/database.ts';
import { KeyFile, Keyring } from '#server/people/keyring.ts';

/** Anonymises one household after another, in a process that can be killed: database, key file, days. */
const [url = '', keyFile = '', days = ''] = process.argv.slice(2);
const keyring = new Keyring(KeyFile.parse(JSON.parse(readFileSync(keyFile, 'utf8'))));
const db = openDatabase(url, { max: 2 });
const host = { db, keyring, countyCode: '430426', committed: () => undefined };
await anonymiseDue(host, { days: Number(days), now: new Date(), atOnce: 1 });
await db.close();
