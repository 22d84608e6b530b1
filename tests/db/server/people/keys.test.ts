import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type Database } from '#server/db/database.ts';
import { newId } from '#server/new-id.ts';
import { addKey, KeyFile, Keyring, makeKeyFile } from '#server/people/keyring.ts';
import { loadKeyring } from '#server/people/load-keyring.ts';
import { rotateKeys } from '#server/people/rotate-keys.ts';
import { findPerson, insertHousehold, insertPersons } from '#server/repositories/people.ts';
import type { Person } from '#domain/people/person.ts';
import { insertEntries, lockEntry } from '#server/repositories/roster-entries.ts';
import { insertRoster } from '#server/repositories/rosters.ts';
import { createTestDatabase, type TestDatabase } from '../../harness.ts';

let database: TestDatabase;
let db: Database;
let dataDir: string;
const keyFile = () => join(dataDir, 'people-keys.json');
const config = () => ({ dataDir, peopleKeys: null });

beforeAll(async () => {
	database = await createTestDatabase();
	db = openDatabase(database.url, { max: 4 });
	dataDir = mkdtempSync(join(tmpdir(), 'anlan-keys-test-'));
});
afterAll(async () => {
	await db.close();
	await database.drop();
	rmSync(dataDir, { recursive: true, force: true });
});

const person = (): Person => ({
	id: newId(),
	householdId: newId(),
	homeCode: '430426104203',
	relation: 'head',
	needs: [],
	mayBeFound: true,
	secret: {
		name: '\u{20BB7}·小明',
		document: { kind: 'residentId', number: '11010519491231002X' },
		sex: null,
		birthDate: null,
		phone: '',
		needNote: '',
		nextOfKin: null
	}
});

async function write(keyring: Keyring, of: Person): Promise<void> {
	const household = { id: of.householdId, homeCode: of.homeCode, registeredAt: new Date() };
	const member = { person: of, scopeCodes: ['430426'], documentKey: of.id, tokens: ['n:明'] };
	await db.prisma.$transaction(async (tx) => {
		await insertHousehold(tx, household);
		await insertPersons(tx, keyring, household.registeredAt, [member]);
	});
}

test('keys are made at the first start, for their owner only, and found again', async () => {
	const first = await loadKeyring(config(), db);
	expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
	const second = await loadKeyring(config(), db);
	expect(second.open('a', first.seal('a', { name: '王小明' }))).toEqual({ name: '王小明' });
	expect(second.token('n:王')).toBe(first.token('n:王'));
	expect(second.blindIndex('x')).toEqual(first.blindIndex('x'));
});

test('a record is read only as itself, and not when a bit of it changed', async () => {
	const keyring = new Keyring(makeKeyFile(new Date()));
	const sealed = keyring.seal('person:1', '王小明');
	expect(() => keyring.open('person:2', sealed)).toThrow();
	for (const at of [0, 13, sealed.ciphertext.length - 1]) {
		const changed = Buffer.from(sealed.ciphertext);
		changed[at]! ^= 1;
		expect(() => keyring.open('person:1', { ...sealed, ciphertext: changed })).toThrow();
	}
	expect(() => new Keyring(makeKeyFile(new Date())).open('person:1', sealed)).toThrow(/not in the key file/);
	expect(keyring.seal('person:1', '王小明').ciphertext).not.toEqual(sealed.ciphertext);
	expect(sealed.ciphertext.toString('latin1')).not.toContain(Buffer.from('王小明').toString('latin1'));
});

test('a lost, damaged or foreign key file stops the start, and is not replaced', async () => {
	const own = readFileSync(keyFile(), 'utf8');
	try {
		rmSync(keyFile());
		await expect(loadKeyring(config(), db)).rejects.toThrow(/is missing/);
		expect(() => statSync(keyFile())).toThrow();
		for (const damaged of ['', '{', own.slice(0, -20), own.replace('"format": 1', '"format": 2')]) {
			writeFileSync(keyFile(), damaged);
			await expect(loadKeyring(config(), db)).rejects.toThrow(/is damaged/);
		}
		writeFileSync(keyFile(), JSON.stringify(makeKeyFile(new Date())));
		await expect(loadKeyring(config(), db)).rejects.toThrow(/not this database’s/);
		const otherIndex = { ...(JSON.parse(own) as object), indexKey: makeKeyFile(new Date()).indexKey };
		writeFileSync(keyFile(), JSON.stringify(otherIndex));
		await expect(loadKeyring(config(), db)).rejects.toThrow(/key index is missing or another/);
		await expect(loadKeyring({ dataDir, peopleKeys: join(dataDir, 'none.json') }, db)).rejects.toThrow(/is missing/);
	} finally {
		writeFileSync(keyFile(), own);
	}
	await loadKeyring(config(), db);
});

test('a rotation encrypts everybody anew, keeps what is found, and drops the old key', async () => {
	const before = await loadKeyring(config(), db);
	const [one, two] = [person(), person()];
	await write(before, one);
	await write(before, two);
	const tokens = () => db.pool.query<{ tokens: string }>('SELECT tokens::text FROM person ORDER BY id');
	const { rows: tokensBefore } = await tokens();
	expect(await rotateKeys(db, keyFile(), new Date())).toBe(2);

	const after = await loadKeyring(config(), db);
	expect(after.activeKeyId).not.toBe(before.activeKeyId);
	expect((await findPerson(db.prisma, after, one.id))?.person).toEqual(one);
	expect((await findPerson(db.prisma, after, two.id))?.person).toEqual(two);
	expect(await db.prisma.person.count({ where: { keyId: after.activeKeyId } })).toBe(2);
	expect((await tokens()).rows).toEqual(tokensBefore);
	await expect(findPerson(db.prisma, before, one.id)).rejects.toThrow(/not in the key file/);
	expect(readFileSync(keyFile(), 'utf8')).not.toContain(before.activeKeyId);
	expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
});

test('a rotation goes on until nobody is left whom the old key encrypted', async () => {
	const before = await loadKeyring(config(), db);
	const household = { id: newId(), homeCode: '430426104203', registeredAt: new Date() };
	const ids = Array.from({ length: 1_001 }, newId);
	const members = ids.map((id) => {
		const of = { ...person(), id, householdId: household.id };
		return { person: of, scopeCodes: ['430426'], documentKey: id, tokens: ['n:明'] };
	});
	await db.prisma.$transaction(async (tx) => {
		await insertHousehold(tx, household);
		await insertPersons(tx, before, household.registeredAt, members);
	});
	const everybody = await db.prisma.person.count();
	expect(await rotateKeys(db, keyFile(), new Date())).toBe(everybody);
	const after = await loadKeyring(config(), db);
	expect(await db.prisma.person.count({ where: { keyId: after.activeKeyId } })).toBe(everybody);
	expect((await findPerson(db.prisma, after, ids.at(-1)!))?.person).toEqual(members.at(-1)!.person);
	await db.prisma.person.deleteMany({ where: { id: { in: ids } } });
}, 60_000);

test('a rotation that was cut off leaves everything readable, and the next one ends it', async () => {
	const three = person();
	await write(await loadKeyring(config(), db), three);
	writeFileSync(
		keyFile(),
		JSON.stringify(addKey(KeyFile.parse(JSON.parse(readFileSync(keyFile(), 'utf8'))), new Date()))
	);
	const half = await loadKeyring(config(), db);
	expect((await findPerson(db.prisma, half, three.id))?.person.secret.name).toBe('\u{20BB7}·小明');
	expect(await rotateKeys(db, keyFile(), new Date())).toBe(3);
	const after = await loadKeyring(config(), db);
	expect((await findPerson(db.prisma, after, three.id))?.person).toEqual(three);
	expect(await db.prisma.peopleKey.count()).toBe(2);
});

test('entries of rosters are encrypted anew too, and are still found by whom they speak of', async () => {
	const keyring = await loadKeyring(config(), db);
	const by = { accountId: newId(), name: '民政专干' };
	const document = { kind: 'residentId' as const, number: '11010519491231002X' };
	const secret = { name: '司徒问渠', document, level: 'A类', note: '父母在外' };
	const take = async (used: Keyring) => {
		const [roster, entry] = [newId(), newId()];
		await db.prisma.$transaction(async (tx) => {
			const facts = { kind: 'orphan' as const, areaCode: '430426104', fileName: '名册.csv', importedAt: new Date() };
			await insertRoster(tx, { id: roster, ...facts }, by);
			const row = { id: entry, row: 2, areaCode: '430426104203', secret, identity: '司徒问渠 430426104203' };
			await insertEntries(tx, used, { id: roster, kind: 'orphan' }, [row]);
		});
		return entry;
	};
	const id = await take(keyring);
	const decidedId = newId();
	const word = { personId: decidedId, decidedAt: new Date(), decidedBy: by.accountId, decidedByName: by.name };
	await db.prisma.rosterEntry.update({ where: { id }, data: word });
	const before = await db.prisma.rosterEntry.findUniqueOrThrow({ where: { id } });
	expect(await rotateKeys(db, keyFile(), new Date())).toBeGreaterThan(0);
	const after = await db.prisma.rosterEntry.findUniqueOrThrow({ where: { id } });
	expect(after.keyId).not.toBe(before.keyId);
	expect(after.identityIndex).toEqual(before.identityIndex);
	expect(after.documentIndex).toEqual(before.documentIndex);
	const rotated = await loadKeyring(config(), db);
	expect(rotated.activeKeyId).toBe(after.keyId);
	const read = await db.prisma.$transaction((tx) => lockEntry(tx, rotated, id));
	expect(read).toMatchObject({ secret, facts: { decidedId } });
	await expect(db.prisma.$transaction((tx) => lockEntry(tx, keyring, id))).rejects.toThrow();
	// The next roster finds the decision by the same keyed hash.
	const next = await take(rotated);
	expect(await db.prisma.rosterEntry.findUniqueOrThrow({ where: { id: next } })).toMatchObject({ personId: decidedId });
});
