import { describe, expect, test, vi } from 'vitest';
import { describeProblem } from '#domain/shared/problems.ts';
import { EXPORT_LIMITS, readExport, type ReadExport } from '#server/importers/indicators/read-export.ts';
import { NATIONAL_HEADER } from '#server/importers/indicators/columns.ts';
import { workbookParts, zipOf } from '../workbook-files.ts';
import { cellsOf, exportOf, type ExportRow } from './export-files.ts';

vi.setConfig({ testTimeout: 120_000 });

const NOBODY_SAID = { rememberedAreas: new Map<string, string>(), rememberedKinds: new Map() };

async function read(file: Buffer, remembered = NOBODY_SAID): Promise<ReadExport> {
	const result = await readExport(file, remembered);
	if (!result.ok) throw new Error(describeProblem(result.problem, 'zh'));
	return result.value;
}

async function refusal(file: Buffer): Promise<string> {
	const result = await readExport(file, NOBODY_SAID);
	if (result.ok) throw new Error('the file was read');
	return describeProblem(result.problem, 'zh');
}

const consistent = { affected: 120, relocatedTotal: 30, shelteredTotal: 10, dispersedTotal: 20 };
const HUNAN: ExportRow[] = [
	{ area: '合计', kind: '', parent: '', time: null, figures: { affected: 240.5, cropAffectedArea: 30.06 } },
	{ area: '  祁东县', parent: '衡阳市', figures: { affected: 120, cropAffectedArea: 10.02 } },
	{ area: '　　长沙高新区', parent: '长沙市', kind: '风雹灾害', figures: { affected: 120.5, cropAffectedArea: 20.04 } }
];

describe('an export as the national system writes it', () => {
	test('rows, areas, kinds, days; every figure to the last decimal', async () => {
		const { summary, rows, totals } = await read(await exportOf(HUNAN));
		expect(summary).toMatchObject({ rows: 2, indicators: 66, problemCount: 0, notes: [], ignoredColumns: [] });
		expect(summary.areas).toMatchObject({ matched: 1, unmatched: 1 });
		expect(summary.areas.names[0]).toMatchObject({ name: '长沙高新区', parent: '长沙市', match: 'none', rows: 1 });
		expect(
			rows.map(({ area_name, area_code, event_kind, started_on }) => [area_name, area_code, event_kind, started_on])
		).toEqual([
			['  祁东县', '430426', 'flood', '2020-06-01'],
			['　　长沙高新区', null, 'windHail', '2020-06-01']
		]);
		expect(rows[1]?.figures).toMatchObject({ affected: '120.5', cropAffectedArea: '20.04', deaths: '0' });
		expect(totals).toHaveLength(1);
	});

	test('合计 is held against the sums exactly; what differs is named with both figures', async () => {
		const [agreeing] = (await read(await exportOf(HUNAN))).summary.totals;
		expect(agreeing).toMatchObject({ row: 2, over: 'all', rows: 2, columns: 66, differences: [] });
		const wrong = HUNAN.with(0, { ...HUNAN[0]!, figures: { affected: 240.5, cropAffectedArea: 30.05, deaths: 1 } });
		const [differing] = (await read(await exportOf(wrong))).summary.totals;
		expect(differing?.differences).toEqual([
			{ key: 'deaths', given: '1', sum: '0' },
			{ key: 'cropAffectedArea', given: '30.05', sum: '30.06' }
		]);
	});

	test('what an area counts beside the areas in it is of that area: 祁东县本级', async () => {
		const { rows, summary } = await read(
			await exportOf([
				{ area: '  祁东县本级', parent: '祁东县' },
				{ area: '衡阳市本级 ', parent: '湖南省' },
				{ area: '祁东县本级', parent: '' },
				{ area: '本级', parent: '祁东县' }
			])
		);
		expect(rows.map(({ area_name, area_code }) => [area_name, area_code])).toEqual([
			['  祁东县本级', '430426'],
			['衡阳市本级 ', '4304'],
			['祁东县本级', '430426'],
			['本级', null]
		]);
		expect(summary.areas.names[0]).toMatchObject({ name: '本级', code: null });
	});

	test('cities above their counties: 合计 over the outermost rows, which later sums leave out', async () => {
		const rows: ExportRow[] = [
			{ area: '衡阳市', figures: { affected: 30 } },
			{ area: '  祁东县', parent: '', figures: { affected: 10 } },
			{ area: '  常宁市', parent: '', figures: { affected: 20 } },
			{ area: '合计', figures: { affected: 30 } }
		];
		const { summary, rows: stored } = await read(await exportOf(rows));
		expect(summary.totals[0]).toMatchObject({ over: 'outermost', rows: 1, differences: [] });
		expect(stored.map(({ area_code, is_aggregate }) => [area_code, is_aggregate])).toEqual([
			['4304', true],
			['430426', false],
			['430482', false]
		]);
	});

	test('the rules a row breaks are listed with the row; nothing is repaired', async () => {
		const rows: ExportRow[] = [
			{ area: '祁东县', figures: { ...consistent } },
			{ area: '常宁市', figures: { ...consistent, deaths: 121, shelteredTotal: 11 } }
		];
		const { summary, rows: stored } = await read(await exportOf(rows));
		expect(summary.rowsWithBreaks).toBe(1);
		expect(summary.breaks[0]).toMatchObject({ row: 3, area: '常宁市' });
		expect(summary.breaksByRule.map(({ rule, level, rows: count }) => [rule, level, count])).toEqual([
			['relocatedTotal = shelteredTotal + dispersedTotal', 'error', 1],
			['affected >= deaths', 'error', 1],
			['affected >= deaths + missing + injured', 'warning', 1]
		]);
		expect(stored[1]).toMatchObject({ breaks: 3, figures: { deaths: '121', shelteredTotal: '11', affected: '120' } });
	});

	test('areas: paths, short names, the same name in two places, what a person said', async () => {
		const of = (area: string, parent: string): ExportRow => ({ area, parent });
		const rows = [
			of('湖南省衡阳市祁东县', ''),
			of('祁东', '衡阳'),
			of('恩施州', '湖北省'),
			of('鼓楼区', ''),
			of('鼓楼区', '江苏省南京市'),
			of('东城区', '北京市'),
			of('白鹤街道', '祁东县'),
			of('430426', ''),
			of('兵团第八师', '新疆')
		];
		const said = { ...NOBODY_SAID, rememberedAreas: new Map([['兵团第八师|新疆', '659001']]) };
		const { rows: stored, summary } = await read(await exportOf(rows), said);
		const codes = stored.map(({ area_code }) => area_code);
		expect(codes).toEqual([
			'430426',
			'430426',
			'4228',
			null,
			'320106',
			'110101',
			expect.any(String),
			'430426',
			'659001'
		]);
		expect(codes[6]).toMatch(/^430426\d{3}$/);
		const [ambiguous] = summary.areas.names;
		expect(ambiguous).toMatchObject({ name: '鼓楼区', match: 'several' });
		expect(ambiguous?.candidates.map(({ code }) => code)).toContain('350102');
	});
});

describe('numbers and dates as people leave them', () => {
	test('text, full-width digits, separators, formulas with a result, serial dates are understood and noted', async () => {
		const row: ExportRow = {
			area: '祁东县',
			time: 43_983,
			figures: { affected: '１，２００', relocatedTotal: '1,234', shelteredTotal: '1234', collapsedRooms: null }
		};
		const { summary, rows } = await read(
			await exportOf([row], (sheet) => {
				sheet.getCell(2, 7).value = { formula: '1+1', result: 2 };
			})
		);
		expect(rows[0]).toMatchObject({ started_on: '2020-06-01', time_text: '43983' });
		expect(rows[0]?.figures).toMatchObject({
			affected: '1200',
			relocatedTotal: '1234',
			shelteredTotal: '1234',
			deaths: '2'
		});
		expect(rows[0]?.figures).not.toHaveProperty('collapsedRooms');
		expect(summary.notes.map(({ zh }) => zh)).toEqual([
			'3 个数字存为文本，按数字读入',
			'1 个数字用了全角字符，按半角读入',
			'2 个数字带千位分隔符，去掉后读入',
			'1 个单元格是公式，取表中已算出的值',
			'1 个发生时间是日期序列号，按日期理解'
		]);
	});

	test('a cell that is no number is named; so are merged cells, a formula without a result, a missing area', async () => {
		const rows: ExportRow[] = [
			{ area: '祁东县', figures: { affected: '无', deaths: '-' } },
			{ area: '', figures: { affected: 5 } },
			{ area: '常宁市', figures: { affected: 5 } }
		];
		const file = await exportOf(rows, (sheet) => {
			sheet.getCell(4, 8).value = { formula: 'Z99' };
			sheet.mergeCells('C3:C4');
		});
		const { summary } = await read(file);
		const listed = summary.problems.map(({ row, column, zh }) => [row, column, zh]);
		expect(listed).toEqual([
			[3, 'C3:C4', '单元格 C3:C4 合并了，请取消合并并填好每一格'],
			[2, '受灾人口(人)', '“无”不是数字'],
			[2, '因灾死亡人口(人)', '“-”不是数字'],
			[3, '区域', '没有填区域'],
			[4, '因灾失踪人口(人)', '公式没有计算结果，请改为数值']
		]);
		expect(summary.problemCount).toBe(5);
	});

	test('columns: missing, twice, another unit, another order, without unit', async () => {
		const csv = (header: readonly string[], cells: readonly unknown[]) =>
			Buffer.from(`${header.join(',')}\n${cells.join(',')}\n`);
		const cells = cellsOf({ area: '祁东县' });
		const headers = [...NATIONAL_HEADER];
		expect(
			await refusal(
				csv(
					headers.filter((one) => one !== '受灾人口(人)'),
					cells
				)
			)
		).toContain('缺少 1 列：受灾人口(人)');
		expect(await refusal(csv([...headers, '受灾人口（人）'], [...cells, 1]))).toContain('重复的列：受灾人口(人)');
		expect(await refusal(csv(headers.with(-1, '其他损失(亿元)'), cells))).toContain('“其他损失(亿元)”（万元）');
		expect(await refusal(Buffer.from('名称,类型\n甲,学校\n'))).toContain('缺少 70 列：区域、灾种');
		const turned = await read(csv(headers.toReversed(), cells.toReversed()));
		expect(turned.summary.notes[0]?.zh).toContain('列的顺序与国家目录不同');
		const bare = await read(
			csv(
				headers.map((one) => one.replace('(人)', '')),
				cells
			)
		);
		expect(bare.summary.notes[0]?.zh).toContain('表头没有单位');
		const gb18030 = await refusal(Buffer.from([0xc7, 0xf8, 0xd3, 0xf2, 0x2c, 0xd6, 0xd6, 0x0a, 0x31, 0x2c, 0x32]));
		expect(gb18030).toContain('缺少');
	});
});

describe('hostile files are answered precisely within two seconds and 150 MB', () => {
	const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
	const header = `<row>${NATIONAL_HEADER.map(cell).join('')}</row>`;
	const sheetOf = (rows: string) => zipOf(workbookParts(header + rows));
	const hostile: readonly (readonly [string, () => Buffer, string])[] = [
		[
			'two million rows',
			() => sheetOf(`<row>${cell('祁东县')}<c><v>1</v></c></row>`.repeat(2_000_000)),
			'解压后内容过大'
		],
		['more rows than the cap, small', () => sheetOf(`<row>${cell('a')}</row>`.repeat(30_000)), '行数超过 20000 行'],
		[
			'two million empty rows',
			() => sheetOf('<row/>'.repeat(2_000_000) + ' '.repeat(90 * 1024 * 1024)),
			'解压后内容过大'
		],
		['a bomb', () => sheetOf(' '.repeat(120 * 1024 * 1024)), '解压后内容过大'],
		[
			'a bomb of shared strings',
			() =>
				zipOf(
					workbookParts(header, [
						{ name: 'xl/sharedStrings.xml', content: `<sst>${'<si><t>x</t></si>'.repeat(3_300_000)}</sst>` }
					])
				),
			'解压后内容过大'
		],
		[
			'entities that grow',
			() =>
				zipOf([
					...workbookParts('').slice(0, 3),
					{
						name: 'xl/worksheets/sheet1.xml',
						content: `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData>${header}<row>${cell('&b;')}</row></sheetData></worksheet>`
					}
				]),
			'不允许的实体定义'
		],
		['bytes that are no text in any encoding', () => Buffer.from([0x89, 0x50, 0, 1, 2, 0xff, 0xff]), '不是表格文件'],
		['a file over the size', () => Buffer.alloc(6 * 1024 * 1024), '5 MB']
	];

	test.each(hostile)('%s', async (_, make, words) => {
		const file = make();
		const before = process.memoryUsage.rss();
		let peak = before;
		const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
		const started = process.cpuUsage();
		expect(await refusal(file)).toContain(words);
		clearInterval(watch);
		// The processor's own time: how long a busy machine lets one wait says nothing about the file.
		const { user, system } = process.cpuUsage(started);
		expect((user + system) / 1e6).toBeLessThan(4);
		expect((peak - before) / 1024 / 1024).toBeLessThan(150);
	});

	test('2,000 rows of a province are well within the caps', async () => {
		const rows = Array.from({ length: 2_000 }, (_, at) => ({
			area: '祁东县',
			parent: '衡阳市',
			figures: { affected: at }
		}));
		const file = await exportOf(rows);
		expect(file.length).toBeLessThan(EXPORT_LIMITS.bytes);
		expect((await read(file)).summary).toMatchObject({ rows: 2_000, problemCount: 0 });
	});
});
