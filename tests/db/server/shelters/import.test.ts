import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wgs84ToGcj02 } from '#domain/areas/coordinates.ts';
import { newId } from '#server/new-id.ts';
import { COUNTY, createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
	const ring = [
		[111, 26],
		[113, 26],
		[113, 28],
		[111, 28],
		[111, 26]
	];
	const geometry = { type: 'Polygon', coordinates: [ring] };
	await desk.db.prisma.areaShape.create({ data: { code: COUNTY, geometry, source: '测试', isSchematic: false } });
});
afterAll(() => desk.drop());

const officer = () => desk.as(desk.actorAs('DESK')).shelters;
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const file = (lines: string[], over: object = {}) => ({
	fileName: '避灾场所.csv',
	content: base64(
		[
			'名称,类型,区划代码,乡镇,村（社区）,经度,纬度,坐标系,联系人,联系电话,建筑面积（㎡）,可安置人数,服务设施,备注',
			...lines
		].join('\n')
	),
	...over
});
const imported = (lines: string[], mode: 'all' | 'valid', over: object = {}) =>
	officer().importShelters({ operationId: newId(), ...file(lines, over), mode });

describe('the template', () => {
	test.each(['xlsx', 'csv'] as const)(
		'%s can be filled in and read back; its example is passed over',
		async (format) => {
			const template = await officer().importTemplate({ format });
			expect(template.fileName).toMatch(new RegExp(`\\.${format}$`));
			const empty = await officer().previewImport({ fileName: template.fileName, content: template.content });
			expect(empty).toMatchObject({ total: 0, ignoredColumns: [] });
		}
	);

	test('a row added to the workbook is understood', async () => {
		const { content } = await officer().importTemplate({ format: 'xlsx' });
		const workbook = new exceljs.Workbook();
		await workbook.xlsx.load(Buffer.from(content, 'base64') as unknown as ArrayBuffer);
		const row = [
			'填表中学',
			'学校',
			'',
			'白鹤铺镇',
			'第1村',
			'路',
			112.1,
			26.8,
			'',
			'王某',
			'0734-6262119',
			'１，２００',
			'',
			'供水、厨房'
		];
		workbook.worksheets[0]!.addRow(row);
		const filled = Buffer.from(await workbook.xlsx.writeBuffer());
		const preview = await officer().previewImport({ fileName: 'a.xlsx', content: base64(filled) });
		expect(preview).toMatchObject({ total: 1, valid: 1, sheet: '避灾场所' });
		expect(preview.rows[0]).toMatchObject({
			number: 3,
			name: '填表中学',
			kind: 'school',
			areaCode: VILLAGES[0],
			capacity: 342,
			services: ['water', 'kitchen'],
			errors: [],
			warnings: []
		});
	});
});

describe('the preview', () => {
	test('names the column and the way to mend it, for each row', async () => {
		const lines = [
			'甲,学校,,白鹤铺镇,第1村,112.1,26.8,,,,100,,,',
			',学校,,白鹤铺镇,第1村,112.1,26.8,,,,100,,,',
			'乙,体育场,,白鹤铺镇,第9村,112.1,26.8,,,abc,很大,,,',
			'丙,学校,,白鹤铺镇,第1村,26.8,112.1,,,,100,,,',
			'丁,学校,430426999201,,,,,,,,100,,,',
			'甲,学校,,白鹤铺镇,第1村,112.1,26.8,,,,100,,,',
			'戊,村部,430426401,,,,,,,,,,游泳池、供电,',
			'己,学校,,白鹤铺镇,第1村,120.5,30.2,,,,0,,,'
		];
		const preview = await officer().previewImport(file(lines));
		expect(preview).toMatchObject({ total: 8, valid: 2, encoding: 'utf-8', ignoredColumns: ['备注'] });
		const row = (number: number) => preview.rows.find((one) => one.number === number)!;
		expect(row(2).errors).toEqual([]);
		expect(row(3).errors).toEqual([{ column: '名称', zh: '必填', en: 'required' }]);
		expect(row(4).errors.map((issue) => issue.column)).toEqual(['类型', '村（社区）', '建筑面积（㎡）', '联系电话']);
		expect(row(4).errors[0]?.zh).toContain('学校、体育馆');
		expect(row(4).errors[1]?.zh).toContain('没有找到村（社区）“第9村”');
		expect(row(5).errors).toMatchObject([{ column: '经度', zh: '经度与纬度填反了' }]);
		expect(row(6).errors[0]).toMatchObject({ column: '区划代码' });
		expect(row(7).errors).toMatchObject([{ column: '名称', zh: '与第 2 行重复' }]);
		expect(row(8).errors).toEqual([]);
		expect(row(8).warnings.map((issue) => issue.column)).toEqual(['经度', '服务设施', '建筑面积（㎡）']);
		expect(row(8)).toMatchObject({ kind: 'villageHall', areaCode: TOWNSHIPS[2], lng: 112.1, services: ['power'] });
		expect(row(9).errors).toMatchObject([{ column: '建筑面积（㎡）' }]);
		expect(row(9).warnings).toMatchObject([{ zh: '坐标不在本县范围内，请核对' }]);
		expect(preview.rows.slice(0, 6).every((one) => one.errors.length > 0)).toBe(true);
		expect(await desk.db.prisma.shelter.count()).toBe(0);
	});

	test('a file without the needed columns, and one that is none, are refused in words', async () => {
		const missing = await problemIn(officer().previewImport({ fileName: 'a.csv', content: base64('名称\n甲') }));
		expect(missing).toMatchObject({ code: 'invalidFile', params: { detailZh: '缺少列：类型、区划代码。请使用模板' } });
		const binary = await problemIn(
			officer().previewImport({ fileName: 'a.xlsx', content: base64(Buffer.from([0, 255])) })
		);
		expect(binary.code).toBe('invalidFile');
		const broken = await problemIn(officer().previewImport({ fileName: 'a.csv', content: '§§§' }));
		expect(broken.code).toBe('invalidInput');
	});

	test('a township officer imports into the own township only', async () => {
		const own = desk.as(desk.actorAs('TOWNSHIP', TOWNSHIPS[0])).shelters;
		const lines = ['甲,学校,,白鹤铺镇,第1村,112.1,26.8,,,,100,,,', `乙,学校,${VILLAGES[3]},,,112.1,26.8,,,,100,,,`];
		expect(await own.previewImport(file(lines))).toMatchObject({ total: 2, valid: 1 });
	});
});

describe('the import', () => {
	const good = (name: string) => `${name},学校,,白鹤铺镇,第2村,112.1,26.8,,张某,13812345678,350,,供水,`;
	const bad = '坏,学校,,没有镇,,112.1,26.8,,,,100,,,';

	test('all or none: one bad row holds all back', async () => {
		expect(await problemIn(imported([good('全部甲'), bad], 'all'))).toEqual({
			code: 'importHasErrors',
			params: { count: 1 }
		});
		expect(await desk.db.prisma.shelter.count({ where: { name: '全部甲' } })).toBe(0);
	});

	test('valid rows only; the same file again is duplicates; the same operation is done once', async () => {
		const command = { operationId: newId(), ...file([good('有效甲'), bad, good('有效乙')]), mode: 'valid' as const };
		const actor = desk.actorAs('DESK');
		const answers = await Promise.all([1, 2].map(() => desk.as(actor).shelters.importShelters(command)));
		expect(answers).toEqual([
			{ imported: 2, skipped: 1 },
			{ imported: 2, skipped: 1 }
		]);
		const rows = await desk.db.prisma.shelter.findMany({ where: { name: { startsWith: '有效' } } });
		expect(rows).toHaveLength(2);
		expect(rows[0]).toMatchObject({
			contactName: '张某',
			contactPhone: '13812345678',
			capacity: 100,
			services: ['water']
		});
		const again = officer().importShelters({ ...command, operationId: newId() });
		expect((await problemIn(again)).code).toBe('invalidFile');
		const audit = await desk.db.prisma.auditEntry.findMany({ where: { operationId: command.operationId } });
		expect(audit).toHaveLength(3);
		expect(JSON.stringify(audit.map((entry) => entry.after))).not.toMatch(/张某|13812345678/);
		expect((await desk.changes()).filter((change) => change.type === 'shelter.registered')).toHaveLength(2);
	});

	test('two people importing the same file at once register each shelter once', async () => {
		const lines = Array.from({ length: 50 }, (_, index) => good(`同时${index}`));
		const tries = await Promise.allSettled([imported(lines, 'all'), imported(lines, 'all')]);
		expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
		expect(await desk.db.prisma.shelter.count({ where: { name: { startsWith: '同时' } } })).toBe(50);
	});

	test('GCJ-02 is converted, by column and for the whole file', async () => {
		const [lng, lat] = wgs84ToGcj02([112.108, 26.768]);
		const line = (name: string, datum: string) => `${name},学校,${VILLAGES[1]},,,${lng},${lat},${datum},,,350,,,`;
		await imported([line('火星甲', 'GCJ-02')], 'all');
		await imported([line('火星乙', '')], 'all', { datum: 'gcj02' });
		const rows = await desk.db.prisma.shelter.findMany({ where: { name: { startsWith: '火星' } } });
		expect(rows).toHaveLength(2);
		for (const row of rows) {
			expect(row.lng).toBeCloseTo(112.108, 5);
			expect(row.lat).toBeCloseTo(26.768, 5);
		}
	});

	test('20,000 rows are one command', async () => {
		const lines = Array.from({ length: 20_000 }, (_, index) => good(`大量${index}`));
		expect(await imported(lines, 'all')).toEqual({ imported: 20_000, skipped: 0 });
		expect(await desk.db.prisma.shelter.count({ where: { name: { startsWith: '大量' } } })).toBe(20_000);
	});
});

test('nothing unforeseen happened', () => expect(desk.errors).toEqual([]));
