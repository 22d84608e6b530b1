import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#domain/access/can.ts';
import type { Finding } from '#server/audit/finding.ts';
import { verifyAudit } from '#server/audit/verify.ts';
import { execute } from '#server/commands/execute.ts';
import { newId } from '#server/new-id.ts';
import { sealAuditEntries } from '#server/repositories/audit.ts';
import { contextOf, COUNTY, createHost, insertAccount } from '../../accounts-host.ts';

let host: Awaited<ReturnType<typeof createHost>>;
let admin: Actor;
beforeEach(async () => {
	host = await createHost();
	admin = await insertAccount(host.db, 'chief', 'ADMIN');
	for (let block = 0; block < 4; block++) {
		for (let entry = 0; entry < 3; entry++) await write(`${block}-${entry}`);
		await sealAuditEntries(host.db.pool);
	}
});
afterEach(() => host.close());

function write(subjectId: string, during?: () => Promise<void>) {
	return execute(host, contextOf(admin), 'account.manage', { operationId: newId(), subjectId }, async (tx) => {
		await tx.$queryRaw`SELECT pg_current_xact_id()::text`;
		await during?.();
		const audit = [
			{
				verb: 'account.edit' as const,
				subjectType: 'account' as const,
				subjectId,
				areaCode: COUNTY,
				before: { 人: 1 },
				after: [1.5]
			}
		];
		return { answer: null, changes: [], audit };
	});
}

/** What only somebody with the whole database in hand can do: write past the guards. */
async function tamper(sql: string): Promise<void> {
	const client = await host.db.pool.connect();
	try {
		await client.query("SET session_replication_role = 'replica'");
		await client.query(sql);
	} finally {
		await client.query('RESET session_replication_role');
		client.release();
	}
}

const kinds = (findings: Finding[]) => [...new Set(findings.map((finding) => finding.kind))].sort();
const found = async (keptHead?: string) => kinds((await verifyAudit(host.db.pool, keptHead)).findings);

test('an honest chain is proved, whatever waits to be sealed', async () => {
	await write('waiting');
	const verdict = await verifyAudit(host.db.pool);
	expect(verdict).toMatchObject({ blocks: 5, entries: 12, waiting: 1, findings: [] });
	expect(verdict.head).toMatchObject({ number: 4, entries: 3 });
	expect(await found(verdict.head!.hash)).toEqual([]);
});

test('the guards refuse ordinary changes', async () => {
	for (const sql of [
		'UPDATE audit_entry SET reason = $$x$$',
		'DELETE FROM audit_entry',
		'TRUNCATE audit_entry',
		'DELETE FROM audit_block',
		'DELETE FROM operation'
	])
		await expect(host.db.pool.query(sql)).rejects.toMatchObject({ code: '23001' });
});

describe('tampering is found:', () => {
	test.each([
		['before changed', `UPDATE audit_entry SET before = '{"人": 2}' WHERE id = 5`],
		['after changed', `UPDATE audit_entry SET after = '[1.6]' WHERE id = 5`],
		['after removed', `UPDATE audit_entry SET after = NULL WHERE id = 5`],
		['another person', `UPDATE audit_entry SET account_name = 'x' WHERE id = 5`],
		['another time', `UPDATE audit_entry SET at = at + interval '1 ms' WHERE id = 5`],
		['a reason added', `UPDATE audit_entry SET reason = 'because' WHERE id = 12`]
	])('%s', async (_, sql) => {
		await tamper(sql);
		const { findings } = await verifyAudit(host.db.pool);
		expect(findings).toHaveLength(1);
		expect(findings[0]!.kind).toBe('contentChanged');
	});

	test('the block and the entries among which one was changed are named', async () => {
		await tamper(`UPDATE audit_entry SET reason = 'x' WHERE id = 8`);
		expect((await verifyAudit(host.db.pool)).findings).toEqual([
			{ kind: 'contentChanged', block: 3, firstEntry: 7, lastEntry: 9 }
		]);
	});

	test('an entry deleted in the middle', async () => {
		await tamper('DELETE FROM audit_entry WHERE id = 5');
		const { findings } = await verifyAudit(host.db.pool);
		expect(findings).toContainEqual({ kind: 'entryMissing', block: 2, entry: 5 });
		expect(kinds(findings)).toEqual(['contentChanged', 'entryMissing', 'operationWithoutEntry']);
	});

	test('an entry deleted with its place in the block', async () => {
		await tamper(`DELETE FROM audit_entry WHERE id = 5;
			UPDATE audit_block SET entry_ids = array_remove(entry_ids, 5) WHERE number = 2`);
		expect(await found()).toEqual(['contentChanged', 'operationWithoutEntry']);
	});

	test('two entries swapped', async () => {
		await tamper(`UPDATE audit_entry SET subject_id = CASE id WHEN 4 THEN '1-1' ELSE '1-0' END WHERE id IN (4, 5)`);
		expect(await found()).toEqual(['contentChanged']);
		await tamper(`UPDATE audit_entry SET subject_id = CASE id WHEN 4 THEN '1-0' ELSE '1-1' END WHERE id IN (4, 5);
			UPDATE audit_block SET entry_ids = '{5,4,6}' WHERE number = 2`);
		expect(await found()).toEqual(['contentChanged', 'entryTwice']);
	});

	test('two blocks swapped', async () => {
		await tamper(`UPDATE audit_block SET number = 102 WHERE number = 2; UPDATE audit_block SET number = 2 WHERE number = 3;
			UPDATE audit_block SET number = 3 WHERE number = 102`);
		expect(await found()).toEqual(['linkBroken']);
	});

	test('a block deleted, with or without its entries', async () => {
		await tamper('DELETE FROM audit_block WHERE number = 2');
		expect(await found()).toEqual(['blocksMissing', 'entryForeign', 'linkBroken']);
		await tamper('DELETE FROM audit_entry WHERE id IN (4, 5, 6)');
		expect(await found()).toEqual(['blocksMissing', 'linkBroken', 'operationWithoutEntry']);
	});

	test('a block deleted and the rest renumbered', async () => {
		await tamper(`DELETE FROM audit_block WHERE number = 2; DELETE FROM audit_entry WHERE id IN (4, 5, 6);
			UPDATE audit_block SET number = number - 1 WHERE number > 2`);
		expect(await found()).toContain('linkBroken');
	});

	test('the end cut off: by the operations, or by a hash kept outside', async () => {
		const { head } = await verifyAudit(host.db.pool);
		await tamper('DELETE FROM audit_block WHERE number = 4; DELETE FROM audit_entry WHERE id > 9');
		expect(await found()).toEqual(['operationWithoutEntry']);
		await tamper(`DELETE FROM operation o WHERE NOT EXISTS (SELECT FROM audit_entry e WHERE e.operation_id = o.id)`);
		expect(await found()).toEqual([]);
		expect(await found(head!.hash)).toEqual(['headNotFound']);
	});

	test('a history rebuilt from the start, by a hash kept outside', async () => {
		const { head } = await verifyAudit(host.db.pool);
		await tamper(`UPDATE audit_entry SET reason = 'x' WHERE id = 2; DELETE FROM audit_block WHERE number > 0`);
		await tamper(`UPDATE audit_block SET snapshot = '3:3:'`);
		await sealAuditEntries(host.db.pool);
		expect(await found()).toEqual([]);
		expect(await found(head!.hash)).toEqual(['headNotFound']);
	});

	test('an entry put in as if it had been sealed long ago', async () => {
		await tamper(`INSERT INTO audit_entry (id, xid, account_name, role, verb, subject_type, subject_id, area_code)
			VALUES (1000, '3', 'x', 'ADMIN', 'account.edit', 'test', 'x', '430426')`);
		await sealAuditEntries(host.db.pool);
		expect((await verifyAudit(host.db.pool)).findings).toEqual([{ kind: 'entryForeign', entry: 1000 }]);
	});

	test('an entry for an operation that never was', async () => {
		await tamper(`INSERT INTO audit_entry (operation_id, account_name, role, verb, subject_type, subject_id, area_code)
			VALUES (gen_random_uuid(), 'x', 'ADMIN', 'account.edit', 'test', 'x', '430426')`);
		expect(await found()).toEqual(['entryWithoutOperation']);
	});

	test('the first link changed or gone', async () => {
		await tamper(`UPDATE audit_block SET hash = 'x' WHERE number = 0`);
		expect(await found()).toEqual(['genesisChanged', 'linkBroken']);
		await tamper('DELETE FROM audit_block');
		expect(await found()).toContain('genesisChanged');
	});

	test('a guard switched off', async () => {
		await host.db.pool.query('ALTER TABLE audit_entry DISABLE TRIGGER append_only');
		expect((await verifyAudit(host.db.pool)).findings).toEqual([{ kind: 'guardOff', table: 'audit_entry' }]);
	});

	test('a chain that has not been sealed for over a minute', async () => {
		await tamper(`INSERT INTO audit_entry (at, account_name, role, verb, subject_type, subject_id, area_code)
			VALUES (now() - interval '2 minutes', 'x', 'ADMIN', 'account.edit', 'test', 'x', '430426')`);
		expect(await found()).toEqual(['unsealedTooLong']);
		await sealAuditEntries(host.db.pool);
		expect(await found()).toEqual([]);
	});
});

test('a transaction that commits late is sealed when it commits, behind those that overtook it', async () => {
	const late = new pg.Client({ connectionString: host.url });
	await late.connect();
	try {
		await late.query('BEGIN');
		await late.query(`INSERT INTO audit_entry (account_name, role, verb, subject_type, subject_id, area_code)
			VALUES ('late', 'ADMIN', 'account.edit', 'test', 'late', '430426')`);
		await write('overtakes');
		expect(await sealAuditEntries(host.db.pool)).toBe(1);
		await write('overtakes again');
		expect(await sealAuditEntries(host.db.pool)).toBe(1);
		await late.query('COMMIT');
	} finally {
		await late.end();
	}
	expect(await sealAuditEntries(host.db.pool)).toBe(1);
	const verdict = await verifyAudit(host.db.pool);
	expect(verdict).toMatchObject({ entries: 15, waiting: 0, findings: [] });
});

test('sealing and verifying under load: every entry once, whatever order they commit in', async () => {
	let isWriting = true;
	const sealing = (async () => {
		while (isWriting) await sealAuditEntries(host.db.pool);
	})();
	await Promise.all(
		Array.from({ length: 4 }, async (_, writer) => {
			for (let n = 0; n < 15; n++) {
				const pause = () => host.db.pool.query('SELECT pg_sleep($1)', [Math.random() / 100]).then(() => undefined);
				await write(`${writer}-${n}`, pause);
			}
		})
	);
	const { findings } = await verifyAudit(host.db.pool);
	isWriting = false;
	await sealing;
	expect(findings).toEqual([]);
	await sealAuditEntries(host.db.pool);
	expect(await verifyAudit(host.db.pool)).toMatchObject({ entries: 72, waiting: 0, findings: [] });
});
