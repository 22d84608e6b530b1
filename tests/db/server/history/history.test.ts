import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NATIONAL_INDICATORS } from '#domain/reports/indicators.ts';
import { newId } from '#server/new-id.ts';
import { exportOf, type ExportRow } from '../../../unit/server/importers/indicators/export-files.ts';
import { createDesk, problemIn, type Desk } from '../../desk.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await createDesk();
});
afterAll(() => desk.drop());

const officer = () => desk.as(desk.actorAs('DESK')).history;
const file = (bytes: Buffer) => ({ fileName: '2020年湖南省.xlsx', content: bytes.toString('base64') });
const load = (bytes: Buffer) => officer().load({ operationId: newId(), ...file(bytes) });
const count = () => desk.db.prisma.historyRow.count();

const HUNAN: ExportRow[] = [
	{ area: '合计', kind: '', parent: '', time: '', figures: { affected: 30.5, deaths: 4, cropAffectedArea: 10.07 } },
	{ area: '  祁东县', parent: '衡阳市', figures: { affected: 10, cropAffectedArea: 10.05 } },
	{ area: '　　长沙高新区', parent: '长沙市', kind: '沙尘暴', figures: { affected: 20.5, cropAffectedArea: '0.02' } },
	{ area: '  祁东县', parent: '衡阳市', time: '2019-07-01', figures: { affected: 0, deaths: 2 } },
	{ area: '  祁东县', parent: '衡阳市', time: '2019-07-01', figures: { affected: 0, deaths: 2 } }
];

describe('an import', () => {
	test('the preview writes nothing; loading does; loading again adds nothing, not even after an export', async () => {
		const bytes = await exportOf(HUNAN);
		const preview = await officer().preview(file(bytes));
		expect(preview).toMatchObject({ rows: 4, effect: { added: 4, known: 0, replaced: 0 }, rowsWithBreaks: 3 });
		expect(await count()).toBe(0);
		const first = await load(bytes);
		expect(first).toMatchObject({ added: 4, known: 0 });
		expect(await load(bytes)).toEqual({ importId: null, added: 0, known: 4, replaced: 0 });
		expect(await count()).toBe(4);

		for (const format of ['xlsx', 'csv'] as const) {
			const out = await officer().export({ importId: first.importId, format });
			const again = await officer().preview({ fileName: out.fileName, content: out.content });
			expect(again).toMatchObject({ effect: { added: 0, known: 4, replaced: 0 }, problemCount: 0 });
			expect(again.totals.map(({ over, differences }) => ({ over, differences }))).toEqual([
				{ over: 'all', differences: [] }
			]);
		}
		expect(await officer().imports()).toHaveLength(1);
	});

	test('what was loaded cannot be rewritten', async () => {
		await expect(desk.db.prisma.$executeRaw`UPDATE history_row SET figures = '{}'`).rejects.toThrow(
			'keeps what was loaded'
		);
		await expect(desk.db.prisma.$executeRaw`DELETE FROM history_row`).rejects.toThrow('append-only');
	});

	test('two people load the same file at once: each row is there once', async () => {
		const bytes = await exportOf(
			Array.from({ length: 80 }, (_, at) => ({ area: '常宁市', parent: '衡阳市', figures: { affected: at } }))
		);
		const before = await count();
		const answers = await Promise.all([load(bytes), load(bytes)]);
		expect(answers.map(({ added }) => added).sort()).toEqual([0, 80]);
		expect(await count()).toBe(before + 80);
	});

	test('later figures of the same area, kind and time take the place of the earlier, which stay', async () => {
		const row = (affected: number) => exportOf([{ area: '衡南县', parent: '衡阳市', figures: { affected } }]);
		await load(await row(10));
		const next = await row(12);
		expect((await officer().preview(file(next))).effect).toEqual({ added: 1, known: 0, replaced: 1 });
		await load(next);
		const { rows } = await officer().find({ text: '衡南' });
		expect(rows.map(({ figures }) => figures.affected)).toEqual(['12']);
		expect(await desk.db.prisma.historyRow.count({ where: { areaName: '衡南县' } })).toBe(2);
	});

	test('figures that were replaced stand again when their file is loaded again; the trail keeps each step', async () => {
		const good = await exportOf([
			{ area: '衡阳县', parent: '衡阳市', figures: { affected: 10 } },
			{ area: '衡东县', parent: '衡阳市', figures: { affected: 20 } }
		]);
		const bad = await exportOf([
			{ area: '衡阳县', parent: '衡阳市', figures: { affected: 10_000 } },
			{ area: '衡东县', parent: '衡阳市', figures: { affected: 20 } }
		]);
		const standing = async () => (await officer().find({ text: '衡阳县' })).rows.map(({ figures }) => figures.affected);
		const [first, second] = [await load(good), await load(bad)];
		expect(second).toMatchObject({ added: 1, known: 1, replaced: 1 });
		expect(await standing()).toEqual(['10000']);
		expect((await officer().preview(file(good))).effect).toEqual({ added: 1, known: 1, replaced: 1 });
		const third = await load(good);
		expect(third).toMatchObject({ added: 1, known: 1, replaced: 1 });
		expect(await standing()).toEqual(['10']);
		expect(await load(good)).toEqual({ importId: null, added: 0, known: 2, replaced: 0 });

		const rows = await desk.db.prisma.historyRow.findMany({ where: { areaName: '衡阳县' }, orderBy: { id: 'asc' } });
		expect(rows.map(({ replacedBy }) => replacedBy)).toEqual([second.importId, third.importId, null]);
		const had = async (importId: string | null) => (await officer().find({ importId, text: '衡阳县' })).rows[0]?.id;
		expect([await had(first.importId), await had(second.importId), await had(third.importId)]).toEqual(
			rows.map(({ id }) => id)
		);
		await expect(desk.db.prisma.$executeRaw`UPDATE history_row SET replaced_by = NULL`).rejects.toThrow(
			'keeps what was loaded'
		);
		// The bad file, too, may turn out to have been right.
		expect(await load(bad)).toMatchObject({ added: 1, replaced: 1 });
		expect(await standing()).toEqual(['10000']);
	});

	test('a cell that cannot be read holds back the whole file, in words', async () => {
		const before = await count();
		const bytes = await exportOf([
			{ area: '祁东县', time: '2021-01-01' },
			{ area: '祁东县', figures: { affected: '若干' } }
		]);
		expect(await problemIn(load(bytes))).toMatchObject({
			code: 'fileHasProblems',
			params: { count: 1, row: 3, column: '受灾人口(人)', detailZh: '“若干”不是数字' }
		});
		expect(await count()).toBe(before);
	});

	test('whoever is not the county’s sees and loads nothing', async () => {
		const stranger = desk.as(desk.actorAs('DESK', '430424')).history;
		expect((await problemIn(stranger.find({}))).code).toBe('notFound');
		expect((await problemIn(stranger.preview(file(await exportOf(HUNAN))))).code).toBe('notFound');
		const village = desk.as(desk.actorAs('INFORMANT')).history;
		expect((await problemIn(village.imports())).code).toBe('forbidden');
	});
});

describe('names said by hand', () => {
	test('are given to rows loaded already and remembered for later files', async () => {
		const zone = { what: 'area', name: '长沙高新区', parent: '长沙市', code: '430104' } as const;
		expect(await officer().mapName({ operationId: newId(), of: zone })).toEqual({ rows: 1 });
		const kind = { what: 'kind', name: '沙尘暴', kind: 'windHail' } as const;
		expect(await officer().mapName({ operationId: newId(), of: kind })).toEqual({ rows: 1 });
		const { rows } = await officer().find({ areaCode: '430104' });
		expect(rows).toMatchObject([{ areaName: '　　长沙高新区', eventKind: 'windHail' }]);
		const preview = await officer().preview(file(await exportOf(HUNAN)));
		expect(preview.areas.names.find(({ name }) => name === '长沙高新区')).toMatchObject({
			match: 'byHand',
			code: '430104'
		});
		expect(preview).toMatchObject({ areas: { unmatched: 0 }, kinds: { unmatched: 0 } });
		const nowhere = { ...zone, code: '999999' };
		expect((await problemIn(officer().mapName({ operationId: newId(), of: nowhere }))).code).toBe('unknownArea');
	});
});

describe('search and pivot', () => {
	test('by year and indicator, exactly; replaced rows do not count', async () => {
		const pivot = await officer().pivot({
			areaCode: '430426',
			by: 'year',
			indicators: ['affected', 'deaths', 'cropAffectedArea']
		});
		expect(pivot.lines.map(({ key }) => key)).toEqual(['2019', '2020']);
		expect(pivot.cells).toEqual([
			['0', '4', '0'],
			['10', '0', '10.05']
		]);
		expect(pivot.totals).toEqual(['10', '4', '10.05']);
		expect(pivot.rows).toBe(3);
	});

	test('by area across years, with names', async () => {
		const pivot = await officer().pivot({ by: 'city', across: 'year', indicators: ['affected'] });
		expect(pivot.lines).toEqual([
			{ key: '4301', name: '长沙市' },
			{ key: '4304', name: '衡阳市' }
		]);
		expect(pivot.columns.map(({ key }) => key)).toEqual(['2019', '2020']);
		expect(pivot.cells[0]).toEqual([null, '20.5']);
	});

	test('only rows that break rules', async () => {
		const { rows, total } = await officer().find({ areaCode: '430426', only: 'broken' });
		expect(total).toBe(2);
		expect(rows.every(({ breaks }) => breaks > 0)).toBe(true);
	});
});

test('any figures come back from an export to the last decimal', async () => {
	const figure = fc.oneof(
		fc.nat(1_000_000).map(String),
		fc.tuple(fc.nat(10_000_000), fc.nat(99)).map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`),
		fc.bigInt({ min: 10n ** 15n, max: 10n ** 19n }).map((big) => `${big}.05`)
	);
	const keys = NATIONAL_INDICATORS.map(({ key }) => key);
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.dictionary(fc.constantFrom(...keys), figure), { minLength: 1, maxLength: 12 }),
			async (many) => {
				const rows = many.map((figures, at) => ({ area: `\u3000随机${newId()}${at}`, parent: '', figures }));
				const { importId } = await load(await exportOf(rows));
				const out = await officer().export({ importId, format: 'xlsx' });
				const again = await officer().preview({ fileName: 'b.xlsx', content: out.content });
				expect(again.effect).toEqual({ added: 0, known: rows.length, replaced: 0 });
			}
		),
		{ numRuns: 2 }
	);
}, 240_000);

test('nothing unforeseen happened', () => expect(desk.errors).toEqual([]));
