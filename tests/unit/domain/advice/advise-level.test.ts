import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adviseLevel, type KnownFigures } from '#domain/advice/advise-level.ts';
import { DEFAULT_THRESHOLDS, NATIONAL_THRESHOLDS, thresholdsOf } from '#domain/advice/seeded-thresholds.ts';
import { THRESHOLD_KEYS, ThresholdSet, type Threshold } from '#domain/advice/threshold.ts';
import { addDecimals, compareDecimals } from '#domain/reports/decimal.ts';

const NOBODY = { provinceFarming: null, countyFarming: null };
const all = thresholdsOf(DEFAULT_THRESHOLDS);
const advise = (figures: KnownFigures) => adviseLevel(figures, all, NOBODY);
const readingOf = (
	figures: KnownFigures,
	id: string,
	populations = NOBODY as Record<keyof typeof NOBODY, string | null>
) => adviseLevel(figures, all, populations).readings.find(({ threshold }) => threshold.id === id)!;

const amount = fc.integer({ min: 1, max: 5_000_000 }).map(String);
const keys = fc.uniqueArray(fc.constantFrom(...THRESHOLD_KEYS), { minLength: 1, maxLength: 3 });
const threshold: fc.Arbitrary<Threshold> = fc
	.record({ level: fc.integer({ min: 1, max: 4 }), keys, atLeast: amount, id: fc.uuid() })
	.map(({ keys: looked, ...rest }) => ({
		...rest,
		scope: 'county',
		source: 'local',
		measure: { of: 'sum', keys: looked },
		below: null,
		basis: { zh: '县预案', en: '' }
	}));
const thresholds = fc.array(threshold, { maxLength: 8 });
const figures: fc.Arbitrary<KnownFigures> = fc.dictionary(
	fc.constantFrom(...THRESHOLD_KEYS),
	fc.option(fc.integer({ min: 0, max: 6_000_000 }).map(String))
);

describe('the seeded thresholds', () => {
	test('are the national Level Ⅰ and a county’s Level Ⅱ, well formed', () => {
		expect(ThresholdSet.safeParse(DEFAULT_THRESHOLDS).success).toBe(true);
		expect(
			NATIONAL_THRESHOLDS.every(({ level, scope, source }) => level === 1 && scope === 'national' && source === 'law')
		);
		expect(NATIONAL_THRESHOLDS.map(({ atLeast }) => atLeast)).toEqual([
			'200',
			'2000000',
			'300000',
			'100000',
			'30',
			'4000000'
		]);
		expect(DEFAULT_THRESHOLDS.thresholds.map(({ level, atLeast, below }) => [level, atLeast, below])).toEqual([
			[2, '5', '10'],
			[2, '1200', '2000'],
			[2, '500', '1000'],
			[2, '200', '400']
		]);
	});

	test('“以上” includes the number and “以下” excludes it', () => {
		expect(advise({ deaths: '4', relocatedTotal: '1199' }).level).toBeNull();
		expect(advise({ deaths: '5' }).level).toBe(2);
		expect(advise({ relocatedTotal: '1200' }).level).toBe(2);
		expect(readingOf({ relocatedTotal: '1999' }, 'county-2-relocated').isBeyond).toBe(false);
		expect(readingOf({ relocatedTotal: '2000' }, 'county-2-relocated').isBeyond).toBe(true);
	});

	test('the dead and the missing are counted together for Level Ⅰ; the higher level wins', () => {
		expect(advise({ deaths: '150', missing: '49' }).level).toBe(2);
		expect(advise({ deaths: '150', missing: '50' }).level).toBe(1);
	});

	test('say by how much, absolutely and in per cent', () => {
		expect(readingOf({ relocatedTotal: '28500' }, 'county-2-relocated')).toMatchObject({
			figure: '28500',
			state: 'reached',
			difference: '27300',
			percent: 2375
		});
		expect(readingOf({ deaths: '1' }, 'county-2-dead')).toMatchObject({
			state: 'notReached',
			difference: '-4',
			percent: 20
		});
	});
});

describe('what is not known', () => {
	test('is not zero: nothing is said of it', () => {
		expect(readingOf({}, 'county-2-dead')).toMatchObject({ figure: null, state: 'unknown', difference: null });
		expect(readingOf({ deaths: null }, 'county-2-dead').state).toBe('unknown');
		expect(readingOf({ deaths: '0' }, 'county-2-dead').state).toBe('notReached');
	});

	test('of a sum leaves what is known a least figure: enough to reach, never enough to deny', () => {
		const id = 'county-2-rooms';
		expect(readingOf({ collapsedRooms: '600' }, id)).toMatchObject({
			state: 'reached',
			unknown: ['severelyDamagedRooms']
		});
		expect(readingOf({ collapsedRooms: '499' }, id)).toMatchObject({ state: 'unknown', figure: '499' });
	});

	test('of a population leaves a share unknown; a share is cut, not rounded', () => {
		const id = 'national-1-drought-share';
		const share = (figure: string, provinceFarming: string | null) =>
			readingOf({ needingDroughtAidTotal: figure }, id, { ...NOBODY, provinceFarming });
		expect(share('3000', null).state).toBe('unknown');
		expect(share('2999', '10000')).toMatchObject({ state: 'notReached', figure: '29' });
		expect(share('3000', '10000')).toMatchObject({ state: 'reached', figure: '30' });
	});
});

test('the level is the highest among thresholds whose known sum is at least their number, whatever else', () => {
	fc.assert(
		fc.property(figures, thresholds, (known, lines) => {
			const { level, readings } = adviseLevel(known, lines, NOBODY);
			expect(readings).toHaveLength(lines.length);
			const reached = lines.filter(({ measure, atLeast }) => {
				const given = measure.keys.flatMap((key) => known[key] ?? []);
				return given.length > 0 && compareDecimals(addDecimals(given), atLeast) >= 0;
			});
			expect(level).toBe(reached.length === 0 ? null : Math.min(...reached.map((one) => one.level)));
		})
	);
});

test('a figure that rises or becomes known never lowers the advice', () => {
	fc.assert(
		fc.property(figures, thresholds, fc.constantFrom(...THRESHOLD_KEYS), amount, (known, lines, key, more) => {
			const before = adviseLevel(known, lines, NOBODY).level ?? 5;
			const raised = { ...known, [key]: addDecimals([known[key] ?? '0', more]) };
			expect(adviseLevel(raised, lines, NOBODY).level ?? 5).toBeLessThanOrEqual(before);
		})
	);
});

test('one more threshold never lowers the advice, and their order does not matter', () => {
	fc.assert(
		fc.property(figures, thresholds, threshold, (known, lines, more) => {
			const before = adviseLevel(known, lines, NOBODY).level;
			expect(adviseLevel(known, [...lines, more], NOBODY).level ?? 5).toBeLessThanOrEqual(before ?? 5);
			expect(adviseLevel(known, [...lines].reverse(), NOBODY).level).toBe(before);
		})
	);
});
