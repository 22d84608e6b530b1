import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeDocument } from '#domain/documents/compose-document.ts';
import type { AreaFigures, DocumentContent } from '#domain/documents/document.ts';
import { draftWords } from '#domain/documents/draft-document.ts';
import type { DocumentFacts } from '#domain/documents/facts.ts';
import { addDecimals } from '#domain/reports/decimal.ts';
import { nameOf, NATIONAL_INDICATORS } from '#domain/reports/indicators.ts';
import { someAreas, someFacts, someWords } from './facts.ts';

const ISSUED = '2026-01-20T00:31:00.000Z';

function composed(facts: DocumentFacts, words = draftWords(facts)): DocumentContent {
	const content = composeDocument(facts, words, ISSUED);
	if (!content.ok) throw new Error(JSON.stringify(content.problem));
	return content.value;
}

const textOf = ({ sections }: DocumentContent) => sections.flatMap(({ paragraphs }) => paragraphs).join('\n');

const previousOf = (areas = someAreas()) => ({
	number: 1,
	issuedAt: '2026-01-19T00:00:00.000Z',
	areas,
	issuer: '县防灾减灾救灾委员会办公室',
	responsible: '张三',
	filledBy: '李四'
});

test('the rows above 合计 add up to it, whatever is reported, missing or put right', () => {
	const figure = fc.option(fc.integer({ min: 0, max: 1e9 }).map(String), { nil: null });
	fc.assert(
		fc.property(fc.array(figure, { minLength: 1, maxLength: 30 }), figure, (townships, county) => {
			const area = (code: string, affected: string | null): AreaFigures => ({
				...{ code, name: code, units: 1, reported: 1 },
				figures: affected === null ? {} : { affected }
			});
			const areas = [area('430426', county), ...townships.map((each, at) => area(`43042610${at}`, each))];
			const { rows } = composed(someFacts({ kind: 'table', areas })).table;
			const total = rows.findIndex(({ kind }) => kind === 'total');
			const column = NATIONAL_INDICATORS.findIndex(({ key }) => key === 'affected');
			const above = rows.slice(0, total).flatMap(({ cells }) => cells[column] ?? []);
			expect(addDecimals(above)).toBe(rows[total]!.cells[column] ?? '0');
		})
	);
});

test('the first words say the known figures with their units, who has not reported, and nothing else', () => {
	const content = composed(someFacts());
	const text = textOf(content);
	expect(text).toContain('2026年1月12日8时，祁东县发生“1·12”低温雨雪冰冻灾害');
	expect(text).toContain('截至2026年1月20日8时30分，应报灾情的120个村（社区）中，114个已报送，6个尚未报送');
	expect(text).toContain('受灾人口1,008人，因灾死亡人口');
	expect(text).toContain('救灾应急响应级别为Ⅲ级，处于应急响应阶段');
	expect(text).not.toMatch(/[{}]|undefined|物资|资金/);
	expect(content.notes.join()).toContain('尚有6个村（社区）未报送，未计入，不等于零：鸟江镇3个');

	const [county, ...townships] = someAreas();
	const bare = composed(someFacts({ areas: [{ ...county!, figures: { affected: '0', injured: '0' } }, ...townships] }));
	expect(textOf(bare)).toContain('受灾人口0人。');
	expect(textOf(bare)).not.toContain('受伤');
	expect(bare.table.columns.map(({ key }) => key)).toEqual(['affected', 'injured']);
});

test('a bulletin without any report is a page that says so, not zeros', () => {
	const [county] = someAreas();
	const content = composed(someFacts({ areas: [{ ...county!, reported: 0, figures: {} }] }));
	expect(textOf(content)).toContain('120个尚未报送');
	expect(content.table.columns).toEqual([]);
});

test('a text cannot name a figure that nobody reported, nor an open brace', () => {
	const write = (situation: string) =>
		composeDocument(someFacts(), someWords({ texts: { situation, response: '', next: '' } }), ISSUED);
	expect(write('共{受灾人口}。')).toMatchObject({ ok: true });
	expect(write('共{受灾人数}，又{受灾人数}。')).toMatchObject({
		problem: { code: 'unknownFigure', params: { names: '受灾人数' } }
	});
	expect(write('共{受灾人口。')).toMatchObject({ problem: { code: 'unknownFigure' } });
	const [county, ...townships] = someAreas();
	const silent = someFacts({ areas: [{ ...county!, figures: {} }, ...townships] });
	expect(composeDocument(silent, someWords(), ISSUED)).toMatchObject({ problem: { params: { names: '受灾人口' } } });
});

test('the names that figures go by are each of one indicator', () => {
	const names = NATIONAL_INDICATORS.map((indicator) => nameOf(indicator).zh);
	expect(new Set(names).size).toBe(names.length);
	expect(names.filter((name) => /[{}\n]/.test(name))).toEqual([]);
});

test('a later issue says what changed, which way, and by how much', () => {
	const before = someAreas();
	const now = someAreas();
	const { deaths: _, ...rest } = now[0]!.figures;
	now[0] = { ...now[0]!, figures: { ...rest, affected: '1200', relocatedNow: '900' } };
	const content = composed(someFacts({ number: 2, areas: now, previous: previousOf(before) }));
	expect(content.changes.map(({ key }) => key)).toEqual(['affected', 'deaths', 'relocatedNow']);
	const said = content.sections.find(({ heading }) => heading.endsWith('与上期比较'))!.paragraphs[0]!;
	expect(said).toContain('受灾人口由1,008人增至1,200人，增加192人');
	expect(said).toContain('因灾死亡人口上期为1,260人，本期未报');
	expect(said).toMatch(/紧急转移安置人口（实时）由2,772人减至900人，减少1,872人/);
	expect(content.table.rows.slice(-2).map(({ name }) => name)).toEqual(['上期合计', '较上期增减']);
	expect(content.table.rows.at(-1)!.cells[0]).toBe('192');

	const same = composed(someFacts({ number: 2, previous: previousOf() }));
	expect(textOf(same)).toContain('与第1期相比，各项数字没有变化。');
	expect(draftWords(someFacts({ previous: previousOf() }))).toMatchObject({
		issuer: '县防灾减灾救灾委员会办公室',
		responsible: '张三'
	});
});

test('the statistical table has the whole catalogue in its order, without sentences', () => {
	const content = composed(someFacts({ kind: 'table', previous: previousOf() }));
	expect(content.table.columns.map(({ key }) => key)).toEqual(NATIONAL_INDICATORS.map(({ key }) => key));
	expect(content.sections).toEqual([]);
});
