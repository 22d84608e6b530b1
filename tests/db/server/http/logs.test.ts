import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hashPassword } from '#server/auth/passwords.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { newId } from '#server/new-id.ts';
import { startChild, type ServerChild } from '../../faults/server-child.ts';
import { createTestDatabase, type TestDatabase } from '../../harness.ts';
import { callProcedure } from '../../running-server.ts';

const SECRETS = {
	contact: '欧阳守望',
	phone: '13912345678',
	username: 'quiet.heron',
	displayName: '司徒问渠',
	password: 'herons over the weir',
	wrongPassword: 'herons under the weir'
};

let database: TestDatabase;
let db: Database;
let child: ServerChild;
let dataDir: string;

beforeAll(async () => {
	database = await createTestDatabase();
	db = openDatabase(database.url, { max: 2 });
	dataDir = mkdtempSync(join(tmpdir(), 'anlan-logs-'));
	child = await startChild({ DATABASE_URL: database.url, ANLAN_DATA: dataDir, LOG_LEVEL: 'trace' });
});
afterAll(async () => {
	await child.kill();
	await db.close();
	await database.drop();
	rmSync(dataDir, { recursive: true, force: true });
});

test('no name, number, account, password or token gets into the log, not even when the unforeseen happens', async () => {
	const { username, displayName, password, wrongPassword, contact, phone } = SECRETS;
	const account = { id: newId(), username, displayName, role: 'DESK', areaCode: '430426' };
	await db.prisma.account.create({ data: { ...account, passwordHash: await hashPassword(password) } });
	await callProcedure(child.url, undefined, 'mutation', 'session.signIn', { username, password: wrongPassword });
	const { headers, status } = await callProcedure(child.url, undefined, 'mutation', 'session.signIn', {
		username,
		password
	});
	expect(status).toBe(200);
	const cookie = headers.get('set-cookie')!.split(';', 1)[0]!;

	const register = async () => {
		const { areaCode } = { areaCode: '430426104203' };
		const input = { operationId: newId(), name: `所 ${newId()}`, kind: 'school', areaCode, lng: 112.1, lat: 26.8 };
		const more = { floorAreaM2: null, capacityOverride: 5, contact: { name: contact, phone } };
		return callProcedure(child.url, cookie, 'mutation', 'shelters.register', { ...input, ...more });
	};
	expect((await register()).status).toBe(200);
	await callProcedure(child.url, cookie, 'mutation', 'shelters.register', {
		contact: { name: contact, phone: `${phone}x` }
	});

	// PostgreSQL quotes the whole row when it refuses one that a constraint does not allow.
	await db.pool.query(`ALTER TABLE shelter ADD CONSTRAINT unforeseen CHECK (contact_phone <> '${phone}') NOT VALID`);
	await db.pool.query(`ALTER TABLE session ADD CONSTRAINT unforeseen CHECK (account_id <> '${account.id}') NOT VALID`);
	const refused = await register();
	expect([refused.status, refused.problem?.code]).toEqual([500, 'internal']);
	for (const secret of Object.values(SECRETS)) expect(refused.text).not.toContain(secret);
	const again = await callProcedure(child.url, undefined, 'mutation', 'session.signIn', { username, password });
	expect(again.problem?.code).toBe('internal');

	const requestId = String(refused.problem?.params?.['requestId']);
	await vi.waitFor(() => expect(child.output()).toContain(requestId));
	await vi.waitFor(() => expect(child.output()).toContain(String(again.problem?.params?.['requestId'])));
	const entry = child
		.output()
		.split('\n')
		.find((line) => line.includes(requestId))!;
	expect(JSON.parse(entry)).toMatchObject({ msg: 'unexpected error', path: 'shelters.register', requestId });
	expect(entry).toContain('unforeseen');
	expect(entry).toContain('23514');
	expect(entry).toContain('src/server/trpc/shelters/register.ts');
	const token = cookie.split('=')[1]!;
	for (const secret of [...Object.values(SECRETS), token]) expect(child.output()).not.toContain(secret);
});
