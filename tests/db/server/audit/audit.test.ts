import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AuditFilter, dayOf } from '#domain/audit/audit-entry.ts';
import { AuditSealer } from '#server/audit/sealer.ts';
import { record } from '#server/commands/execute.ts';
import { openDatabase } from '#server/db/database.ts';
import { findAuditEntries, findChainHead, sealAuditEntries } from '#server/repositories/audit.ts';
import { contextOf, COUNTY, createHost, insertAccount, OTHER_TOWNSHIP, TOWNSHIP } from '../../accounts-host.ts';

let host: Awaited<ReturnType<typeof createHost>>;
beforeAll(async () => void (host = await createHost()));
afterAll(() => host.close());

async function write(areaCode: string, further: { username?: string; after?: unknown; subjectId?: string } = {}) {
	const { username = 'somebody', after = {}, subjectId = 'x' } = further;
	const found = await host.db.prisma.account.findUnique({ where: { username } });
	const actor = found
		? { accountId: found.id, name: found.displayName, role: 'DESK' as const, areaCode: COUNTY }
		: await insertAccount(host.db, username);
	const audit = [{ verb: 'shelter.edit' as const, subjectType: 'shelter' as const, subjectId, areaCode, after }];
	await host.db.prisma.$transaction((tx) => record(tx, COUNTY, contextOf(actor), { answer: null, changes: [], audit }));
}

const unsealed = async () =>
	(await findAuditEntries(host.db.pool, { areaCode: '' }, AuditFilter.parse({}))).entries.filter(
		(one) => !one.isSealed
	);

describe('finding', () => {
	const find = (filter: Partial<AuditFilter>, areaCode = COUNTY) =>
		findAuditEntries(host.db.pool, { areaCode }, AuditFilter.parse(filter));

	test('stays inside the area', async () => {
		await write(TOWNSHIP, { subjectId: 'inside' });
		await write(OTHER_TOWNSHIP, { subjectId: 'outside' });
		const { entries } = await find({}, TOWNSHIP);
		expect(entries.every((entry) => entry.areaCode.startsWith(TOWNSHIP))).toBe(true);
		expect(entries.map((entry) => entry.subjectId)).toEqual(['inside']);
	});

	test('narrows by subject, person, verb and time', async () => {
		await write(TOWNSHIP, { username: 'sun.qi', subjectId: 'narrow' });
		const { accountId } = (await find({ subjectId: 'narrow' })).entries[0]!;
		expect((await find({ account: 'SUN.QI' })).entries).toHaveLength(1);
		expect((await find({ accountId: accountId! })).entries).toHaveLength(1);
		expect((await find({ account: 'sun_qi' })).entries).toHaveLength(0);
		expect((await find({ subjectType: 'shelter', subjectId: 'narrow', verb: 'shelter.edit' })).entries).toHaveLength(1);
		expect((await find({ verb: 'event.open' })).entries).toHaveLength(0);
		const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
		expect((await find({ subjectId: 'narrow', from: hour(-1), to: hour(1) })).entries).toHaveLength(1);
		expect((await find({ subjectId: 'narrow', from: hour(1) })).entries).toHaveLength(0);
		expect((await find({ subjectId: 'narrow', to: hour(-1) })).entries).toHaveLength(0);
	});

	test('masks telephones and names', async () => {
		await write(TOWNSHIP, {
			subjectId: 'masked',
			after: { contactPhone: '13800138000', contactName: '王小明', name: '一中' }
		});
		expect((await find({ subjectId: 'masked' })).entries[0]!.after).toEqual({
			contactPhone: '138******00',
			contactName: '王**',
			name: '一中'
		});
	});

	test('goes page by page, newest first', async () => {
		for (let n = 0; n < 7; n++) await write(TOWNSHIP, { subjectId: `page-${n}` });
		const all = (await find({})).entries.map((entry) => entry.id);
		const paged: number[] = [];
		for (let before: number | undefined; ;) {
			const page = await find({ before, limit: 3 });
			paged.push(...page.entries.map((entry) => entry.id));
			if (page.next === null) break;
			before = page.next;
		}
		expect(paged).toEqual(all);
		expect(all).toEqual([...all].sort((a, b) => b - a));
	});
});

describe('sealing', () => {
	test('happens within a second of a commit, woken or not, and at the stop', async () => {
		const sealer = new AuditSealer(host.db, (error) => host.errors.push(error));
		await write(TOWNSHIP);
		sealer.wake();
		await expect.poll(unsealed, { timeout: 3_000, interval: 20 }).toEqual([]);
		await write(TOWNSHIP);
		await expect.poll(unsealed, { timeout: 3_000, interval: 20 }).toEqual([]);
		await write(TOWNSHIP);
		sealer.wake();
		await sealer.stop();
		expect(await unsealed()).toEqual([]);
		expect(host.errors).toEqual([]);
	});

	test('goes on after the database went away, and reports that once', async () => {
		const errors: unknown[] = [];
		const db = openDatabase(host.url, { max: 2, onError: () => undefined });
		const real = db.pool.query.bind(db.pool) as (...given: unknown[]) => unknown;
		let isAway = true;
		let refusals = 0;
		db.pool.query = ((...given: unknown[]) => {
			if (!isAway) return real(...given);
			if (++refusals === 2) isAway = false;
			return real('SELECT pg_terminate_backend(pg_backend_pid())');
		}) as typeof db.pool.query;
		const sealer = new AuditSealer(db, (error) => errors.push(error));
		try {
			await write(TOWNSHIP);
			await expect.poll(unsealed, { timeout: 10_000 }).toEqual([]);
			expect(refusals).toBe(2);
			expect(errors).toHaveLength(1);
		} finally {
			await sealer.stop();
			await db.close();
		}
	});

	test('gives each day a last hash', async () => {
		await write(TOWNSHIP);
		await sealAuditEntries(host.db.pool);
		const head = await findChainHead(host.db.pool, dayOf(new Date()));
		expect(head).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
		expect(await findChainHead(host.db.pool, '2020-01-01')).toBeNull();
	});
});
