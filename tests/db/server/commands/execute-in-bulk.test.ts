import { afterAll, beforeAll, expect, test } from 'vitest';
import { executeInBulk } from '#server/commands/execute-in-bulk.ts';
import { newId } from '#server/new-id.ts';
import { createDesk, problemIn, type Desk } from '../../desk.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
	await desk.db.pool.query('CREATE TABLE done (id uuid PRIMARY KEY)');
});
afterAll(() => desk.drop());

const officer = () => ({ actor: desk.actorAs('DESK'), deviceId: null, requestId: 'test', now: new Date() });
const count = async (table: string) =>
	Number((await desk.db.pool.query<{ count: string }>(`SELECT count(*) FROM ${table}`)).rows[0]!.count);

/** Work that writes one row, and how often it was done. */
function writing(id: string) {
	const work = {
		times: 0,
		run: async (client: { query(text: string, values: unknown[]): Promise<unknown> }) => {
			work.times++;
			await client.query('INSERT INTO done VALUES ($1)', [id]);
			return {
				answer: { id },
				changes: [],
				audit: [{ verb: 'person.import' as const, subjectType: 'file' as const, subjectId: id, areaCode: '430426' }]
			};
		}
	};
	return work;
}

test('writes rows, trail and operation together, once however often it is sent', async () => {
	const [context, command, id] = [officer(), { operationId: newId() }, newId()];
	const work = writing(id);
	const once = () => executeInBulk(desk.app, context, 'person.import', command, work.run);
	expect(await Promise.all([once(), once(), once()])).toEqual([{ id }, { id }, { id }]);
	expect(work.times).toBe(1);
	const entries = await desk.db.prisma.auditEntry.findMany({ where: { operationId: command.operationId } });
	expect(entries).toHaveLength(1);
});

test('work that fails leaves nothing, not even its operation id', async () => {
	const [context, operationId, id] = [officer(), newId(), newId()];
	const before = [await count('done'), await count('audit_entry'), await count('operation')];
	const failing = executeInBulk(desk.app, context, 'person.import', { operationId }, async (client) => {
		await writing(id).run(client);
		throw new Error('broken off');
	});
	await expect(failing).rejects.toThrow('broken off');
	expect([await count('done'), await count('audit_entry'), await count('operation')]).toEqual(before);
	const work = writing(id);
	expect(await executeInBulk(desk.app, context, 'person.import', { operationId }, work.run)).toEqual({ id });
});

test('somebody who wrote the same meanwhile has it done again from its beginning', async () => {
	const id = newId();
	await desk.db.pool.query('INSERT INTO done VALUES ($1)', [id]);
	const work = writing(id);
	const run = async (client: Parameters<typeof work.run>[0]) => {
		if (work.times === 1) await desk.db.pool.query('DELETE FROM done WHERE id = $1', [id]);
		return work.run(client);
	};
	expect(await executeInBulk(desk.app, officer(), 'person.import', { operationId: newId() }, run)).toEqual({ id });
	expect(work.times).toBe(2);
});

test('who lacks the verb, another account with the same id, other content', async () => {
	const [context, operationId] = [officer(), newId()];
	const auditor = { ...context, actor: desk.actorAs('AUDITOR') };
	const run = (of: typeof context, more: object = {}) =>
		executeInBulk(desk.app, of, 'person.import', { operationId, ...more }, writing(newId()).run);
	expect((await problemIn(run(auditor))).code).toBe('forbidden');
	await run(context);
	expect((await problemIn(run(officer()))).code).toBe('operationConflict');
	expect((await problemIn(run(context, { mode: 'valid' }))).code).toBe('operationConflict');
});
