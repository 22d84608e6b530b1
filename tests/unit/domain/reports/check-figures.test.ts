import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkFigures, isBlocked, type Figures } from '#domain/reports/check-figures.ts';
import { addDecimals } from '#domain/reports/decimal.ts';
import { describeBreak } from '#domain/reports/describe-break.ts';
import { INDICATOR_RULES, ruleId } from '#domain/reports/indicator-rules.ts';
import { headerOf, indicatorOf, NATIONAL_INDICATORS, NATIONAL_KEYS } from '#domain/reports/indicators.ts';

const relations = (figures: Figures) => checkFigures(figures).filter((one) => one.kind === 'relation');

describe('the catalogue', () => {
	test('66 indicators and 37 relations, each once; parts name what they are parts of', () => {
		expect(NATIONAL_INDICATORS).toHaveLength(66);
		expect(new Set(NATIONAL_KEYS).size).toBe(66);
		expect(new Set(NATIONAL_INDICATORS.map(({ zh }) => zh)).size).toBe(66);
		expect(INDICATOR_RULES).toHaveLength(37);
		expect(new Set(INDICATOR_RULES.map(ruleId)).size).toBe(37);
		expect(INDICATOR_RULES.filter(({ level }) => level === 'error')).toHaveLength(29);
		for (const { key, parent, zh, unit, decimals } of NATIONAL_INDICATORS) {
			if (parent !== null) expect(indicatorOf(parent)).toMatchObject({ unit, decimals });
			if (zh.startsWith('其中')) expect([key, parent]).not.toContain(null);
		}
	});

	test('the ends of the header are the national ones', () => {
		const header = NATIONAL_INDICATORS.map(headerOf);
		expect(header.slice(0, 2)).toEqual(['受淹乡镇（街道）数量(个)', '受灾人口(人)']);
		expect(header[7]).toBe('紧急转移安置人口(累计值)(人)');
		expect(header.at(-1)).toBe('其他损失(万元)');
	});

	test('what stands now and what is counted so far', () => {
		const current = NATIONAL_INDICATORS.filter(({ isCurrent }) => isCurrent).map(({ key }) => key);
		expect(current).toHaveLength(7);
		expect(current.every((key) => key.endsWith('Now'))).toBe(true);
	});
});

describe('the engine', () => {
	test('nothing filled in breaks nothing; all zeros neither', () => {
		expect(checkFigures({})).toEqual([]);
		expect(checkFigures(Object.fromEntries(NATIONAL_KEYS.map((key) => [key, '0'])))).toEqual([]);
	});

	test('each break has its figures and a sentence a township officer understands', () => {
		const figures = { affected: '3', deaths: '5', relocatedTotal: '10', shelteredTotal: '4' };
		const found = relations(figures);
		expect(found.map(({ rule }) => rule)).toEqual([
			'relocatedTotal = shelteredTotal + dispersedTotal',
			'affected >= deaths',
			'affected >= relocatedTotal',
			'affected >= deaths + missing + injured'
		]);
		expect(found[1]).toMatchObject({
			level: 'error',
			difference: '-2',
			left: { figure: '3' },
			right: [{ figure: '5' }]
		});
		expect(describeBreak(found[0]!, 'zh')).toBe(
			'紧急转移安置人口(累计值) 10 人，应等于各分项之和 4 人（集中安置人口(累计值) 4 人、分散安置人口(累计值)未填（按 0 计）），多 6 人。'
		);
		expect(describeBreak(found[1]!, 'zh')).toBe('受灾人口 3 人，少于因灾死亡人口 5 人，相差 2 人。');
		expect(describeBreak(found[1]!, 'en')).toBe('People affected 3 people is less than Deaths 5 people, by 2 people.');
		expect(describeBreak(found[3]!, 'zh')).toContain('之和');
		expect(isBlocked(found)).toBe(true);
		expect(isBlocked(relations({ affected: '5', preemptivelyEvacuated: '6' }))).toBe(false);
	});

	test('the economic loss may lie 0.03 off its parts, not 0.04', () => {
		const parts = { householdPropertyLoss: '10.11', agricultureLoss: '20.22', otherLoss: '0.01' };
		expect(checkFigures({ ...parts, directEconomicLoss: '30.37' })).toEqual([]);
		expect(checkFigures({ ...parts, directEconomicLoss: '30.31' })).toEqual([]);
		const [over] = relations({ ...parts, directEconomicLoss: '30.38' });
		expect(over).toMatchObject({ difference: '0.04' });
		expect(describeBreak(over!, 'zh')).toContain('应等于各分项之和 30.34 万元');
		expect(describeBreak(over!, 'zh')).toContain('多 0.04 万元');
	});

	test('what no count can be', () => {
		const found = checkFigures({ affected: '-1', cropAffectedArea: '1.234', collapsedRooms: '0.5' });
		const kinds = found.filter((one) => one.kind !== 'relation').map(({ kind, left }) => [kind, left.key]);
		expect(kinds).toEqual([
			['negative', 'affected'],
			['tooManyPlaces', 'collapsedRooms'],
			['tooManyPlaces', 'cropAffectedArea']
		]);
		expect(describeBreak(found[0]!, 'zh')).toBe('受灾人口 -1 人，不能小于 0。'.replace('-', '−'));
		expect(describeBreak(found[2]!, 'en')).toContain('at most 2 places');
	});

	const filled = fc.dictionary(fc.constantFrom(...NATIONAL_KEYS), fc.nat(50).map(String));

	test('finds exactly what the relations say, read naively on whole numbers', () => {
		fc.assert(
			fc.property(filled, (figures) => {
				const value = (key: string) => Number(figures[key] ?? 0);
				const naive = INDICATOR_RULES.filter(({ left, right, relation }) => {
					if (figures[left] === undefined && right.every((key) => figures[key] === undefined)) return false;
					const sum = right.reduce((total, key) => total + value(key), 0);
					return relation === 'equals' ? value(left) !== sum : value(left) < sum;
				}).map(ruleId);
				expect(relations(figures).map(({ rule }) => rule)).toEqual(naive);
			})
		);
	});

	test('the figures in a break are those given, and its difference is exact', () => {
		fc.assert(
			fc.property(filled, (figures) => {
				for (const { left, right, difference } of relations(figures)) {
					for (const { key, figure } of [left, ...right]) expect(figure).toBe(figures[key] ?? null);
					const sum = addDecimals(right.map(({ figure }) => figure ?? '0'));
					expect(addDecimals([sum, difference])).toBe(left.figure ?? '0');
				}
			})
		);
	});

	test('sums of checked reports: when each village keeps the rules, so does their sum', () => {
		const village = fc
			.array(fc.nat(99), { minLength: 5, maxLength: 5 })
			.map(([sheltered, dispersed, house, farm, more]) => ({
				affected: String(sheltered! + dispersed! + more!),
				shelteredTotal: String(sheltered),
				dispersedTotal: String(dispersed),
				relocatedTotal: String(sheltered! + dispersed!),
				householdPropertyLoss: `0.${house! + 100}`,
				agricultureLoss: `0.${farm! + 100}`,
				directEconomicLoss: addDecimals([`0.${house! + 100}`, `0.${farm! + 100}`])
			}));
		fc.assert(
			fc.property(fc.array(village, { minLength: 1, maxLength: 30 }), (villages) => {
				const keys = Object.keys(villages[0]!) as (keyof (typeof villages)[0])[];
				const sum = Object.fromEntries(keys.map((key) => [key, addDecimals(villages.map((one) => one[key]))]));
				expect(relations(sum)).toEqual([]);
			})
		);
	});

	test('every break has words in both languages without a key or a blank in them', () => {
		fc.assert(
			fc.property(filled, (figures) => {
				for (const found of checkFigures(figures))
					for (const locale of ['zh', 'en'] as const)
						expect(describeBreak(found, locale)).not.toMatch(/undefined|null|relocatedTotal|其中/);
			})
		);
	});
});
