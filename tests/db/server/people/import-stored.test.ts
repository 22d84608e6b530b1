import { createHmac } from 'node:crypto';
import exceljs from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonSecret } from '#domain/people/person.ts';
import { tokensOfPerson } from '#domain/people/search-tokens.ts';
import { COLUMNS, type TemplateKey } from '#server/importers/people/columns.ts';
import { newId } from '#server/new-id.ts';
import { importPeople, type ImportHost } from '#server/people/import-people.ts';
import { createDesk, VILLAGES, type Desk } from '../../desk.ts';
import { nextIdNumber } from '../stays/people.ts';
import { headRow, registerCsv, type RegisterFields } from './register-csv.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const KEYS = Object.keys(COLUMNS) as TemplateKey[];

/** A register as Excel saves it. */
async function registerXlsx(rows: readonly RegisterFields[]): Promise<Buffer> {
	const workbook = new exceljs.Workbook();
	const sheet = workbook.addWorksheet('户册');
	sheet.addRow(KEYS.map((key) => COLUMNS[key].zh));
	for (const row of rows) sheet.addRow(KEYS.map((key) => row[key] ?? ''));
	return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A household with what registers have: rare characters, a compound surname, a note, next of kin, no document. */
function householdOf(no: string): { rows: RegisterFields[]; secrets: PersonSecret[] } {
	const [head, child, passport] = [nextIdNumber('19480203'), nextIdNumber('20250105'), `E${no}7`.toUpperCase()];
	const kin = { kinName: '欧阳重', kinPhone: '0734-6262119' };
	const base = { householdNo: no, address: '3 组 12 号' };
	const rows = [
		headRow({ ...base, name: '𠮷田单', documentNumber: head, phone: '13912345678', chronic: '高血压', ...kin }),
		headRow({
			...base,
			relation: '子',
			name: '万俟重阳',
			documentNumber: child,
			mayBeFound: '是',
			note: '“引号”\\斜线'
		}),
		headRow({ ...base, relation: '妻', name: 'Anna Lee', documentKind: '护照', documentNumber: passport, sex: '女' }),
		headRow({ ...base, relation: '孙子', name: '小𬭎', documentKind: '无证件', documentNumber: '' })
	];
	const rest = { phone: '', needNote: '', address: '3 组 12 号', nextOfKin: null };
	const kept = { name: '欧阳重', phone: '0734-6262119', relation: '' };
	const secrets: PersonSecret[] = [
		{
			name: '𠮷田单',
			document: { kind: 'residentId', number: head },
			sex: Number(head[16]) % 2 === 1 ? 'male' : 'female',
			birthDate: '1948-02-03',
			...rest,
			phone: '13912345678',
			needNote: '高血压',
			nextOfKin: kept
		},
		{
			name: '万俟重阳',
			document: { kind: 'residentId', number: child },
			sex: Number(child[16]) % 2 === 1 ? 'male' : 'female',
			birthDate: '2025-01-05',
			...rest,
			needNote: '“引号”\\斜线'
		},
		{ name: 'Anna Lee', document: { kind: 'passport', number: passport }, sex: 'female', birthDate: null, ...rest },
		{ name: '小𬭎', document: { kind: 'none', reason: '户册中无证件' }, sex: null, birthDate: null, ...rest }
	];
	return { rows, secrets };
}

test.each(['xlsx', 'csv'] as const)('what a register in %s becomes, column by column', async (format) => {
	const { keyring, db } = desk.app;
	const [no, now] = [newId().slice(-8), new Date('2026-01-12T03:00:00Z')];
	const { rows, secrets } = householdOf(no);
	const bytes = format === 'xlsx' ? await registerXlsx(rows) : registerCsv(rows);
	const context = { actor: desk.actorAs('DESK'), deviceId: null, requestId: 'test', now };
	await importPeople(desk.app, context, { operationId: newId(), fileName: `户册.${format}`, mode: 'all', bytes });

	const numberIndex = keyring.blindIndex(`household ${VILLAGES[0]} ${no}`);
	const { rows: numbers } = await db.pool.query<{ id: string }>(
		'SELECT household_id AS id FROM household_number WHERE number_index = $1',
		[numberIndex]
	);
	const householdId = numbers[0]!.id;
	expect(await db.prisma.household.findUnique({ where: { id: householdId } })).toEqual({
		id: householdId,
		homeCode: VILLAGES[0],
		registeredAt: now,
		version: 1
	});
	const { rows: stored } = await db.pool.query<Record<string, unknown> & { id: string; ciphertext: Buffer }>(
		'SELECT *, tokens::text[] AS tokens FROM person WHERE household_id = $1',
		[householdId]
	);
	const opened = stored.map(({ id, ciphertext, key_id: keyId, ...clear }) => ({
		clear,
		secret: keyring.open(`person:${id}`, { keyId: keyId as string, ciphertext }) as PersonSecret
	}));
	const clearOf = (
		relation: string,
		needs: string[],
		mayBeFound: boolean,
		band: string | null,
		secret: PersonSecret
	) => ({
		household_id: householdId,
		home_code: VILLAGES[0],
		relation,
		needs,
		may_be_found: mayBeFound,
		document_index:
			secret.document.kind === 'none' ? null : keyring.blindIndex(`${secret.document.kind}:${secret.document.number}`),
		tokens: tokensOfPerson(secret).map((text) => String(keyring.token(text))),
		scope_codes: expect.arrayContaining([VILLAGES[0]]) as string[],
		age_band: band,
		registered_at: now,
		anonymised_at: null,
		version: 1,
		merged_into_id: null
	});
	const [head, child, wife, grandson] = secrets as [PersonSecret, PersonSecret, PersonSecret, PersonSecret];
	const expected = [
		{ clear: clearOf('head', ['elderly', 'chronic'], false, 'elderly', head), secret: head },
		{ clear: clearOf('child', ['infant'], true, 'children', child), secret: child },
		{ clear: clearOf('spouse', [], false, null, wife), secret: wife },
		{ clear: clearOf('grandchild', [], false, null, grandson), secret: grandson }
	];
	const inOrder = secrets.map(({ name }) => opened.find(({ secret }) => secret.name === name));
	expect(inOrder).toEqual(expected);
	expect(opened).toHaveLength(secrets.length);
	// The bytes too: an order of fields of its own would be no fault, but no accident either.
	expect(inOrder.map((of) => JSON.stringify(of?.secret))).toEqual(secrets.map((of) => JSON.stringify(of)));
	expect(createHmac('sha256', keyring.indexKey).update(`blind\nhousehold ${VILLAGES[0]} ${no}`).digest()).toEqual(
		numberIndex
	);
});

test('a look-up that fails while people are written leaves nobody of the file behind', async () => {
	const heads = Array.from({ length: 600 }, (_, at) => headRow({ householdNo: `失败${at}` }));
	const take = (host: ImportHost, rows: readonly RegisterFields[]) =>
		importPeople(
			host,
			{ actor: desk.actorAs('DESK'), deviceId: null, requestId: newId(), now: new Date() },
			{ operationId: newId(), fileName: '户册.csv', mode: 'all', bytes: registerCsv(rows) }
		);
	await take(desk.app, heads);
	const before = await desk.db.prisma.person.count();
	// Households that are there already: what is written of them after the transaction would stay.
	const joining = heads.flatMap((head, at) => [
		head,
		{ ...head, relation: '子', name: '王小雪', documentKind: '护照', documentNumber: `E${10_000_000 + at}`, sex: '女' }
	]);
	let lookUps = 0;
	const pool = new Proxy(desk.db.pool, {
		get(of, name) {
			if (name !== 'query') {
				const value: unknown = Reflect.get(of, name);
				return typeof value === 'function' ? (value.bind(of) as unknown) : value;
			}
			return (text: unknown, values: unknown[]) =>
				String(text).includes('WHERE document_index = hash') && ++lookUps === 3
					? Promise.reject(new Error('the look-up failed'))
					: of.query(text as string, values);
		}
	});
	await expect(take({ ...desk.app, db: { ...desk.db, pool } }, joining)).rejects.toThrow('the look-up failed');
	expect(lookUps).toBe(3);
	expect(await desk.db.prisma.person.count()).toBe(before);
	await new Promise((resolve) => setTimeout(resolve, 500));
	expect(await desk.db.prisma.person.count()).toBe(before);
});
