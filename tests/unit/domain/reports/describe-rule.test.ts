import { expect, test } from 'vitest';
import { describeRule } from '#domain/reports/describe-rule.ts';
import { INDICATOR_RULES, ruleId } from '#domain/reports/indicator-rules.ts';
import { NATIONAL_INDICATORS } from '#domain/reports/indicators.ts';

test.each([
	['deaths >= 0', '因灾死亡人口不能小于 0', 'Deaths cannot be below 0'],
	['deaths places', '因灾死亡人口应为整数', 'Deaths must be a whole number'],
	[
		'cropAffectedArea places',
		'农作物受灾面积最多 2 位小数',
		'Crops affected (loss ≥ 10 %) has at most 2 places behind the point'
	],
	['affected >= deaths', '受灾人口不应少于因灾死亡人口', 'People affected should not be less than Deaths'],
	[
		'relocatedTotal = shelteredTotal + dispersedTotal',
		'紧急转移安置人口(累计值)应等于集中安置人口(累计值)、分散安置人口(累计值)之和',
		'Relocated in emergency (so far) should equal In shelters (so far) + Dispersed (so far)'
	]
])('%s in words', (rule, zh, en) => {
	expect(describeRule(rule, 'zh')).toBe(zh);
	expect(describeRule(rule, 'en')).toBe(en);
});

test('no rule is shown by the names of the program', () => {
	const figures = NATIONAL_INDICATORS.flatMap(({ key }) => [`${key} >= 0`, `${key} places`]);
	const keys = new RegExp(
		`\\b(${NATIONAL_INDICATORS.map(({ key }) => key)
			.filter((key) => /[A-Z]/.test(key))
			.join('|')})\\b`
	);
	for (const rule of [...figures, ...INDICATOR_RULES.map(ruleId)])
		for (const locale of ['zh', 'en'] as const) {
			const words = describeRule(rule, locale);
			expect(words).not.toBe(rule);
			expect(words).not.toMatch(keys);
		}
});
