import { describe, expect, test } from 'vitest';
import { decideThresholdChange } from '#domain/advice/change-thresholds.ts';
import { DEFAULT_THRESHOLDS } from '#domain/advice/seeded-thresholds.ts';
import type { ThresholdSet } from '#domain/advice/threshold.ts';
import { CountyThreshold } from '#domain/advice/threshold.ts';

const [dead, ...others] = DEFAULT_THRESHOLDS.thresholds as [CountyThreshold, ...CountyThreshold[]];
const withSet = (...thresholds: CountyThreshold[]): ThresholdSet => ({ ...DEFAULT_THRESHOLDS, thresholds });
const decide = (...thresholds: CountyThreshold[]) => decideThresholdChange(DEFAULT_THRESHOLDS, withSet(...thresholds));
const pathsOf = (result: ReturnType<typeof decide>) =>
	result.ok ? [] : (result.problem.fields ?? []).map(({ path }) => path);

describe('the thresholds', () => {
	test('may be added to, changed and taken out', () => {
		expect(decide(dead).ok).toBe(true);
		expect(decide({ ...dead, atLeast: '3' }, ...others).ok).toBe(true);
		expect(decide(dead, ...others, { ...dead, id: 'own-1', level: 1, atLeast: '10', below: null }).ok).toBe(true);
		expect(decide().ok).toBe(true);
	});

	test('are refused when nothing changes, also in another order of their fields', () => {
		const same = JSON.parse(JSON.stringify(DEFAULT_THRESHOLDS)) as ThresholdSet;
		expect(decideThresholdChange(DEFAULT_THRESHOLDS, same)).toMatchObject({ problem: { code: 'nothingToChange' } });
	});

	test('of a higher level need a higher number of the same figures', () => {
		const first = { ...dead, id: 'own-1', level: 1, below: null };
		expect(pathsOf(decide(dead, { ...first, atLeast: '5' }))).toEqual(['set.thresholds.1.atLeast']);
		expect(pathsOf(decide(dead, { ...first, atLeast: '4' }))).toEqual(['set.thresholds.1.atLeast']);
		expect(pathsOf(decide(dead, { ...first, atLeast: '6', measure: { of: 'sum', keys: ['missing'] } }))).toEqual([]);
	});

	test('stand once for a level and the same figures, in whatever order these are named', () => {
		const rooms = others[1]!;
		const again = { ...rooms, id: 'own-2', measure: { ...rooms.measure, keys: [...rooms.measure.keys].reverse() } };
		expect(pathsOf(decide(rooms, again))).toEqual(['set.thresholds.1.level']);
	});

	test('end above where they begin, and say a share in whole per cent', () => {
		expect(pathsOf(decide({ ...dead, below: '5' }))).toEqual(['set.thresholds.0.below']);
		const share = { ...dead, measure: { of: 'share', keys: ['needingDroughtAidTotal'], base: 'countyFarming' } };
		expect(CountyThreshold.safeParse({ ...share, atLeast: '30', below: null }).success).toBe(true);
		expect(CountyThreshold.safeParse({ ...share, atLeast: '30.5', below: null }).success).toBe(false);
	});

	test('are numbers above 0 in their canonical form, of figures that never fall', () => {
		expect(CountyThreshold.parse({ ...dead, atLeast: '+007.50', below: null }).atLeast).toBe('7.5');
		for (const atLeast of ['0', '-3', '', 'viele', '1e3'])
			expect(CountyThreshold.safeParse({ ...dead, atLeast, below: null }).success).toBe(false);
		const now = { ...dead, measure: { of: 'sum', keys: ['relocatedNow'] } };
		expect(CountyThreshold.safeParse(now).success).toBe(false);
	});
});
