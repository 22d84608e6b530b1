import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventView } from '#domain/events/event.ts';
import { lowersAny, nameOfSum, sumsBelowZero } from '#domain/reports/below-zero.ts';
import { NATIONAL_CATALOGUE } from '#domain/reports/catalogue.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import { waitIfBelowZero } from '#domain/reports/decide-file.ts';
import { decideAdjustment, decideReversal, decideReview } from '#domain/reports/decide-review.ts';
import { addDecimals } from '#domain/reports/decimal.ts';
import type { RollUp } from '#domain/reports/roll-up.ts';

const KEYS = ['affected', 'deaths', 'relocatedTotal'] as const;
const someFigures = fc.dictionary(fc.constantFrom(...KEYS), fc.nat({ max: 9 }).map(String));
const TOWNSHIP = '430426104';
const EVENT: EventView = {
	...{ id: '1', name: '冰冻', kind: 'freeze', description: '', phase: 'response', level: null, version: 1 },
	...{ areaCodes: ['430426'], closedAt: null },
	...{ startedAt: '2026-01-12T00:00:00.000Z', openedAt: '2026-01-12T00:00:00.000Z' }
};

/** What two villages' reports and the lines come to. */
function sumOf(villages: readonly Figures[], lines: Figures): RollUp {
	const figures = KEYS.map((key) => {
		const said = villages.flatMap((figures) => figures[key] ?? []);
		const adjustments = lines[key] ?? '0';
		const fromReports = said.length === 0 ? null : addDecimals(said);
		const figure = fromReports === null && !(key in lines) ? null : addDecimals([...said, adjustments]);
		return { key, figure, fromReports, adjustments, fromShelters: null, source: 'reports' as const };
	});
	return { eventId: '1', areaCode: TOWNSHIP, level: 'township', units: 2, reported: 2, reportId: null, figures };
}

describe('a sum that a report takes below 0', () => {
	const someLines = fc.dictionary(fc.constantFrom(...KEYS), fc.integer({ min: -9, max: 3 }).map(String));
	test('is exactly one that is below 0, and lower than before, when it is summed up with the report in it', () =>
		fc.assert(
			fc.property(someFigures, someFigures, someFigures, someLines, (other, accepted, next, lines) => {
				const before = sumOf([other, accepted], lines);
				const after = sumOf([other, next], lines);
				const expected = after.figures.flatMap(({ key, figure }, at) => {
					const now = Number(before.figures[at]?.figure ?? 0);
					return Number(figure ?? 0) < 0 && Number(figure) < now ? [key] : [];
				});
				const found = sumsBelowZero([before], accepted, next);
				expect(found.map(({ indicator }) => indicator)).toEqual(expected);
				if (found.length > 0) expect(lowersAny(accepted, next)).toBe(true);
			})
		));

	const sum = { areaCode: TOWNSHIP, indicator: 'affected', now: '0', after: '-20', adjustments: '-30' };
	const waiting = { level: 'village', state: 'filed' } as const;
	const decide = (command: object, below = [sum]) =>
		decideReview(waiting, EVENT, { decision: 'accept', ...command }, 'DESK', below, NATIONAL_CATALOGUE);

	test('is accepted only by who was told of it; sent back by anybody', () => {
		expect(decide({})).toMatchObject({
			problem: {
				code: 'reportBelowZero',
				fields: [{ zh: '乡镇“受灾人口”由 0 变为 −20' }]
			}
		});
		expect(decide({ knowsBelowZero: [nameOfSum(sum)] })).toEqual({ ok: true, value: 'accepted' });
		const county = { ...sum, areaCode: '430426' };
		expect(decide({ knowsBelowZero: [nameOfSum(sum)] }, [sum, county])).toMatchObject({
			problem: { code: 'reportBelowZero' }
		});
		expect(decide({ decision: 'return' })).toEqual({ ok: true, value: 'returned' });
	});

	test('lets a report that would count at once wait for a decision', () => {
		const filed = { number: 2, kind: 'continued', figures: {}, sources: {} } as const;
		expect(waitIfBelowZero({ ...filed, state: 'accepted' }, [sum]).state).toBe('filed');
		expect(waitIfBelowZero({ ...filed, state: 'accepted' }, []).state).toBe('accepted');
		expect(waitIfBelowZero({ ...filed, state: 'superseded' }, [sum]).state).toBe('superseded');
	});

	test('is raised again step by step, by a line or by taking one back, and never lowered further', () => {
		const of = { figure: '-40', source: 'reports' as const };
		const line = { areaCode: TOWNSHIP, amount: '30' };
		expect(decideAdjustment(EVENT, line, of, 'DESK', 0)).toEqual({ ok: true, value: '-10' });
		expect(decideReversal(EVENT, { areaCode: TOWNSHIP, amount: '-30' }, of, 'DESK')).toEqual({
			ok: true,
			value: { amount: '30', figure: '-10' }
		});
		expect(decideReversal(EVENT, { areaCode: TOWNSHIP, amount: '5' }, of, 'DESK')).toMatchObject({
			problem: { code: 'adjustmentBelowZero' }
		});
	});
});

describe('a line is taken back', () => {
	const line = { areaCode: TOWNSHIP, amount: '2' };
	test('also where its indicator is summed up no more, or the shelters’ word counts', () => {
		expect(decideReversal(EVENT, line, { figure: null, source: 'reports' }, 'TOWNSHIP')).toEqual({
			ok: true,
			value: { amount: '-2', figure: null }
		});
		expect(decideReversal(EVENT, line, { figure: '1', source: 'shelters' }, 'TOWNSHIP')).toEqual({
			ok: true,
			value: { amount: '-2', figure: '1' }
		});
	});

	test('by who may adjust there, while the event goes on', () => {
		const sum = { figure: null, source: 'reports' as const };
		expect(decideReversal(EVENT, line, sum, 'INFORMANT')).toMatchObject({ problem: { code: 'forbidden' } });
		expect(decideReversal({ ...EVENT, closedAt: '2026-01-01T00:00:00.000Z' }, line, sum, 'DESK')).toMatchObject({
			problem: { code: 'eventClosed' }
		});
	});
});
