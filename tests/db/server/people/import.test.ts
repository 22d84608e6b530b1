import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#domain/access/roles.ts';
import { newId } from '#server/new-id.ts';
import { createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { household, member, nextIdNumber } from '../stays/people.ts';
import { headRow, registerCsv, registerForm, type RegisterFields } from './register-csv.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const as = (role: Role = 'DESK', area?: string) => desk.as(desk.actorAs(role, area)).people;
const preview = (rows: readonly RegisterFields[], role?: Role, area?: string) =>
	as(role, area).previewImport(registerForm(registerCsv(rows)));
const take = (rows: readonly RegisterFields[], mode: 'all' | 'valid' = 'all', operationId: string = newId()) =>
	as().importRegister(registerForm(registerCsv(rows), { operationId, mode }));
const found = async (text: string) => (await as().search({ text })).people;
const persons = () => desk.db.prisma.person.count();
const errorsOf = async (rows: readonly RegisterFields[]) =>
	(await preview(rows)).issues.map(({ number, errors }) => [number, errors.map(({ column }) => column)]);

describe('the template', () => {
	test.each(['xlsx', 'csv'] as const)('%s has twenty columns; its example is passed over', async (format) => {
		const { content, fileName } = await as().importTemplate({ format });
		expect(fileName).toMatch(new RegExp(`\\.${format}$`));
		const empty = await as().previewImport(registerForm(Buffer.from(content, 'base64')));
		expect(empty).toMatchObject({ rows: 0, wrong: 0, persons: 0, ignoredColumns: [] });
	});

	test('a filled-in workbook is understood, a date cell and a number in it as well', async () => {
		const { content } = await as().importTemplate({ format: 'xlsx' });
		const workbook = new exceljs.Workbook();
		await workbook.xlsx.load(Buffer.from(content, 'base64') as unknown as ArrayBuffer);
		const sheet = workbook.worksheets[0]!;
		expect(sheet.getRow(1).cellCount).toBe(20);
		const born = new Date('1958-03-21T00:00:00Z');
		sheet.addRow([7, '', '户主', '万俟雪', '护照', 'E12345678', '女', born, 13912345678, '白鹤铺镇', '第1村']);
		const filled = Buffer.from(await workbook.xlsx.writeBuffer());
		expect(await as().previewImport(registerForm(filled))).toMatchObject({ rows: 1, persons: 1, wrong: 0 });
		await as().importRegister(registerForm(filled, { operationId: newId(), mode: 'all' }));
		const [someone] = await found('E12345678');
		expect(someone).toMatchObject({ documentKind: 'passport', sex: 'female', age: expect.any(Number) as number });
		const { birthDate, phone } = await as().unmask({ operationId: newId(), personId: someone!.id, reason: '核对' });
		expect({ birthDate, phone }).toEqual({ birthDate: '1958-03-21', phone: '13912345678' });
	});
});

describe('documents and names', () => {
	test('surnames of extension B, old numbers of fifteen places, a passport, no document with a reason', async () => {
		const no = newId().slice(-8);
		const rows = [
			headRow({ householdNo: no, name: '𠮷田𬭎', documentNumber: '430426500101999' }),
			headRow({ householdNo: no, relation: '妻', name: '㛃敏', documentKind: '护照', documentNumber: 'G87654321' }),
			headRow({ householdNo: no, relation: '孙子', name: '𠮷小', documentKind: '无证件', documentNumber: '' })
		];
		expect(await take(rows)).toMatchObject({ rows: 3, wrong: 0, persons: 3, households: 1, known: 0 });
		const [head] = await found('𠮷田𬭎');
		expect(head).toMatchObject({ name: '𠮷**', relation: 'head', homeCode: VILLAGES[0], sex: 'male' });
		const full = await as().unmask({ operationId: newId(), personId: head!.id, reason: '核对' });
		expect(full).toMatchObject({ name: '𠮷田𬭎', birthDate: '1950-01-01' });
		expect((await found('G87654321')).map(({ relation }) => relation)).toEqual(['spouse']);
		expect((await found('𠮷小')).map(({ documentKind }) => documentKind)).toEqual(['none']);
		const bands = await desk.db.prisma.person.findMany({
			where: { householdId: head!.householdId },
			select: { ageBand: true }
		});
		expect(bands.map(({ ageBand }) => ageBand).sort()).toEqual(['elderly', null, null]);
	});

	test('an old number and the new one of the same person are one document', async () => {
		await take([headRow({ documentNumber: '430426510101998' })]);
		const { knownRows } = await preview([headRow({ documentNumber: '430426195101019984' })]);
		const again = await preview([headRow({ documentNumber: '430426510101998' })]);
		expect(again.known).toBe(1);
		expect(knownRows.length).toBeLessThanOrEqual(1);
	});

	test('the ID number says birth date and sex; a row that says otherwise is told and comes in', async () => {
		const documentNumber = nextIdNumber('19610203');
		const rows = [headRow({ documentNumber, birthDate: '1961-02-04' })];
		const { wrong, doubtful, issues } = await preview(rows);
		expect({ wrong, doubtful }).toEqual({ wrong: 0, doubtful: 1 });
		expect(issues[0]).toMatchObject({ number: 2, errors: [], warnings: [{ column: '出生日期' }] });
		await take(rows);
		const [someone] = await found(documentNumber);
		const { birthDate } = await as().unmask({ operationId: newId(), personId: someone!.id, reason: '核对' });
		expect(birthDate).toBe('1961-02-03');
	});
});

describe('what is wrong is named by row and column', () => {
	test('in a row by itself', async () => {
		const wrong: [what: string, fields: RegisterFields, column: string][] = [
			['a wrong check digit', { documentNumber: '430426195001010011' }, '证件号码'],
			['a day that is none', { documentNumber: '430426195002300010' }, '证件号码'],
			['no document number', { documentNumber: '' }, '证件号码'],
			['a kind of document that is none', { documentKind: '学生证' }, '证件类型'],
			['no name', { name: '' }, '姓名'],
			['no relation', { relation: '' }, '与户主关系'],
			['no number of the household', { householdNo: '' }, '户编号'],
			['a village that is none', { village: '桃花源' }, '行政村'],
			['a telephone that is none', { phone: '12' }, '联系电话'],
			['a sex that is none', { sex: '未知' }, '性别'],
			['a birth date that is none', { birthDate: '1950-02-30' }, '出生日期'],
			['a word that is neither yes nor no', { mayBeFound: '看情况' }, '是否同意查询'],
			['a telephone of nobody', { kinPhone: '13812345678' }, '联系人']
		];
		const { issues } = await preview(wrong.map(([, fields]) => headRow(fields)));
		const named = issues.map(({ number, errors }) => [wrong[number - 2]![0], errors.map(({ column }) => column)]);
		expect(named).toEqual(wrong.map(([what, , column]) => [what, [column]]));
		for (const { errors } of issues) expect(errors[0]!.zh.length * errors[0]!.en.length).toBeGreaterThan(0);
	});

	test('rows of a household apart, a second head, no head, the same document twice', async () => {
		const [a, b] = [headRow({ householdNo: 'A' }), headRow({ householdNo: 'B' })];
		expect(await errorsOf([a, b, headRow({ householdNo: 'A', relation: '妻' })])).toEqual([[4, ['户编号']]]);
		expect(await errorsOf([a, headRow({ householdNo: 'A' })])).toEqual([[3, ['与户主关系']]]);
		expect(await errorsOf([headRow({ householdNo: 'C', relation: '妻' })])).toEqual([[2, ['与户主关系']]]);
		expect(await errorsOf([a, { ...b, documentNumber: a.documentNumber! }])).toEqual([[3, ['证件号码']]]);
	});

	test('a household whose head is wrong waits for its head', async () => {
		const rows = [
			headRow({ householdNo: 'D', documentNumber: '1' }),
			headRow({ householdNo: 'D', relation: '妻', name: '李红' })
		];
		expect(await errorsOf(rows)).toEqual([
			[2, ['证件号码']],
			[3, ['与户主关系']]
		]);
		const before = await persons();
		expect(await problemIn(take(rows))).toMatchObject({ code: 'importHasErrors', params: { count: 2 } });
		expect(await problemIn(take(rows, 'valid'))).toMatchObject({ code: 'invalidFile' });
		expect(await persons()).toBe(before);
	});

	test('with `valid` the rows without errors come in; the answer counts the others', async () => {
		const rows = [headRow(), headRow({ documentNumber: '123' }), headRow()];
		const before = await persons();
		expect(await take(rows, 'valid')).toMatchObject({ rows: 3, wrong: 1, persons: 2, households: 2 });
		expect(await persons()).toBe(before + 2);
	});

	test('columns that are missing, and files that are none', async () => {
		const file = (text: string) => as().previewImport(registerForm(Buffer.from(text)));
		expect(await problemIn(file('户编号,姓名\n1,王小明'))).toMatchObject({
			code: 'invalidFile',
			params: { detailZh: expect.stringContaining('证件号码') as string }
		});
		expect(await problemIn(file('\u0000\u0001'))).toMatchObject({ code: 'invalidFile' });
		expect((await problemIn(as().previewImport(registerForm(Buffer.alloc(0))))).code).toBe('invalidInput');
	});
});

describe('what is registered already', () => {
	test('the same file twice adds nobody, whoever has no document included', async () => {
		const no = newId().slice(-8);
		const rows = [
			headRow({ householdNo: no, name: '钱大', documentKind: '无证件', documentNumber: '', birthDate: '1960-05-06' }),
			headRow({ householdNo: no, relation: '子', name: '钱小' })
		];
		expect(await take(rows)).toMatchObject({ persons: 2, households: 1, known: 0 });
		const before = await persons();
		expect((await preview(rows)).before).toMatchObject({ byName: expect.stringContaining('DESK') as string });
		expect(await take(rows)).toMatchObject({ persons: 0, households: 0, known: 2 });
		expect(await persons()).toBe(before);
	});

	test('a repeated operation gives its answer again; with another file it is refused', async () => {
		const [rows, operationId] = [[headRow()], newId()];
		const first = await as0().importRegister(registerForm(registerCsv(rows), { operationId, mode: 'all' }));
		const again = await as0().importRegister(registerForm(registerCsv(rows), { operationId, mode: 'all' }));
		expect(again).toEqual(first);
		const other = registerForm(registerCsv([headRow()]), { operationId, mode: 'all' });
		expect((await problemIn(as0().importRegister(other))).code).toBe('operationConflict');
	});

	test('somebody of the register is shown by document, and whether the name differs', async () => {
		const someone = member('诸葛明远');
		await desk.as(desk.actorAs('DESK')).households.register(household([someone]));
		const { number } = someone.document;
		const seen = await preview([headRow({ name: '王明远', documentNumber: number })]);
		expect(seen).toMatchObject({ persons: 0, known: 1, otherNames: 1 });
		expect(seen.knownRows).toMatchObject([
			{
				number: 2,
				name: '王**',
				isSameName: false,
				registered: { personId: someone.personId, name: '诸**' }
			}
		]);
		expect(JSON.stringify(seen)).not.toContain(number);
		// A township elsewhere learns that the number is taken, not by whom.
		const row = headRow({ documentNumber: number, township: '金桥镇', village: '第4村' });
		const { knownRows } = await preview([row], 'TOWNSHIP', TOWNSHIPS[1]);
		expect(knownRows).toMatchObject([{ registered: null }]);
	});

	test('new members join the household of their head; another head is refused', async () => {
		const no = newId().slice(-8);
		const head = headRow({ householdNo: no });
		await take([head]);
		const wife = headRow({ householdNo: no, relation: '妻', name: '李红' });
		expect(await take([head, wife])).toMatchObject({ persons: 1, households: 0, known: 1 });
		const [registered] = await found(wife.documentNumber!);
		const [first] = await found(head.documentNumber!);
		expect(registered!.householdId).toBe(first!.householdId);
		const { wrong, issues } = await preview([headRow({ householdNo: no, name: '另一人' })]);
		expect(wrong).toBe(1);
		expect(issues[0]!.errors[0]!.en).toContain('has a head already');
	});
});

test('a township takes in its own villages only', async () => {
	const township = as('TOWNSHIP', TOWNSHIPS[1]);
	const outside = await township.previewImport(registerForm(registerCsv([headRow({ areaCode: VILLAGES[0] })])));
	expect(outside).toMatchObject({ wrong: 1, persons: 0 });
	const own = headRow({ areaCode: VILLAGES[3], township: '', village: '' });
	const form = registerForm(registerCsv([own]), { operationId: newId(), mode: 'all' });
	expect(await township.importRegister(form)).toMatchObject({ persons: 1 });
});

test('nothing of the people is kept in clear: not in tables, trail or answers', async () => {
	const row = headRow({
		name: '公孙采薇',
		phone: '13877778888',
		address: '柳树巷九号',
		chronic: '高血压二级',
		kinName: '公孙守拙'
	});
	await take([row]);
	const tables = ['audit_entry', 'operation', 'change_log', 'person', 'household', 'household_number', 'people_import'];
	const parts = tables.map((table) => `COALESCE((SELECT string_agg(t::text, ' ') FROM ${table} t), '')`);
	const { rows } = await desk.db.pool.query<{ all: string }>(`SELECT ${parts.join(' || ')} AS all`);
	for (const mark of ['公孙', '采薇', row.documentNumber!, '13877778888', '柳树巷', '高血压', '守拙'])
		expect([mark, rows[0]!.all.includes(mark)]).toEqual([mark, false]);
	expect(desk.errors).toEqual([]);
});

test('progress is told to the account whose file it is, while it is worked on', async () => {
	const { imports } = desk.app;
	const [own, other] = [newId(), newId()];
	const id = newId();
	await imports.take(id, own, async (tell) => {
		tell(40);
		expect(imports.progressOf(id, own)).toEqual({ isWaiting: false, rows: 40 });
		expect(imports.progressOf(id, other)).toBeNull();
		const second = newId();
		const waiting = imports.take(second, other, () => Promise.resolve('done'));
		expect(imports.progressOf(second, other)).toEqual({ isWaiting: true, rows: 0 });
		void waiting;
		await Promise.resolve();
	});
	expect(imports.progressOf(id, own)).toBeNull();
	await expect(imports.take(newId(), own, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
	expect(await imports.take(newId(), own, () => Promise.resolve('next'))).toBe('next');
});

let asked: ReturnType<typeof as> | undefined;
/** The same account each time. */
const as0 = () => (asked ??= as());
