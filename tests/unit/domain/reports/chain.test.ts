import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventView } from '#domain/events/event.ts';
import { NATIONAL_CATALOGUE } from '#domain/reports/catalogue.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import { compareFigures, fallsOf, swingsOf } from '#domain/reports/compare-figures.ts';
import { deadlineOf, isLate } from '#domain/reports/deadlines.ts';
import { decideFile, isOfEvent, type FilingState } from '#domain/reports/decide-file.ts';
import { decideAdjustment, decideReview } from '#domain/reports/decide-review.ts';
import { addDecimals, exceedsPercent } from '#domain/reports/decimal.ts';
import { describeNeeded } from '#domain/reports/describe-needed.ts';
import { indicatorOf, NATIONAL_KEYS } from '#domain/reports/indicators.ts';
import { neededReasons } from '#domain/reports/needed-reasons.ts';
import { FileReportInput } from '#domain/reports/report.ts';
import { adjusts, decidesOn, filesFor } from '#domain/reports/report-rights.ts';
import { newId } from '#server/new-id.ts';

const policy = { sharePercent: 50, atLeast: 10 };
const aFigure = fc.nat({ max: 100_000 }).map(String);
const someFigures = fc.dictionary(fc.constantFrom(...NATIONAL_KEYS), aFigure, { maxKeys: 20 }) as fc.Arbitrary<Figures>;

describe('what changed', () => {
	test('the changes make the second report out of the first', () =>
		fc.assert(
			fc.property(someFigures, someFigures, (before, after) => {
				const changes = compareFigures(before, after);
				for (const key of NATIONAL_KEYS) {
					const change = changes.find((of) => of.key === key);
					const sum = addDecimals([before[key] ?? '0', change?.difference ?? '0']);
					expect(sum).toBe(after[key] ?? '0');
					expect(change === undefined).toBe(before[key] === after[key]);
				}
			})
		));

	test('only running totals fall; only what was there swings, beyond the share and the least', () =>
		fc.assert(
			fc.property(someFigures, someFigures, (before, after) => {
				const changes = compareFigures(before, after);
				for (const { key, difference } of fallsOf(changes, indicatorOf)) {
					expect(indicatorOf(key)?.isCurrent).toBe(false);
					expect(Number(difference)).toBeLessThan(0);
				}
				for (const change of changes) {
					const [was, by] = [Number(change.before ?? 0), Math.abs(Number(change.difference))];
					const isSwing = change.before !== null && by >= policy.atLeast && by * 100 > was * policy.sharePercent;
					expect(swingsOf([change], policy)).toHaveLength(isSwing ? 1 : 0);
				}
			})
		));

	test('a share is compared exactly, where a rounded one would let it pass', () => {
		expect(exceedsPercent('50', '100', 50)).toBe(false);
		expect(exceedsPercent('50.01', '100', 50)).toBe(true);
		expect(exceedsPercent('1', '1.99', 50)).toBe(true);
	});

	test('the sentence says both figures and the difference, once for a fall that is a swing too', () => {
		const needed = neededReasons({ affected: '40' }, { affected: '100' }, policy);
		expect(needed.map(({ about }) => about)).toEqual(['fall:affected']);
		expect(describeNeeded(needed[0]!, 'zh')).toBe(
			'受灾人口是累计值，只增不减；上一期 100 人，这一期 40 人，少了 60 人。'
		);
		const [swing] = neededReasons({ affected: '160' }, { affected: '100' }, policy);
		expect(describeNeeded(swing!, 'en')).toContain('60 people more');
	});
});

describe('a filed report', () => {
	const event: EventView = {
		...{ id: newId(), name: '冰冻', kind: 'freeze', startedAt: '2026-01-12T00:00:00Z', areaCodes: ['430426104'] },
		...{ phase: 'response', level: null, description: '', openedAt: '2026-01-12T00:00:00Z', closedAt: null, version: 1 }
	};
	const state: FilingState = {
		event,
		level: 'village',
		unit: null,
		standing: null,
		accepted: null,
		sum: null,
		catalogue: NATIONAL_CATALOGUE
	};
	const command = (over: object) =>
		FileReportInput.parse({
			operationId: newId(),
			eventId: event.id,
			areaCode: '430426104201',
			deviceTime: '2026-01-12T01:00:00Z',
			...over
		});
	const file = (over: object, of: Partial<FilingState> = {}, role: 'INFORMANT' | 'TOWNSHIP' = 'INFORMANT') =>
		decideFile({ ...state, ...of }, command(over), role, '2026-01-12T01:00:00Z', policy);

	test('with every needed reason it is taken; without any one of them it names exactly that one', () =>
		fc.assert(
			fc.property(someFigures, someFigures, fc.nat(), (before, figures, leave) => {
				fc.pre(Object.keys(figures).length > 0);
				const standing = { figures: before, sources: {}, observedAt: '2026-01-11T00:00:00Z' };
				const abouts = neededReasons(figures, before, policy).map(({ about }) => about);
				const reasons = abouts.map((about) => ({ about, reason: '已核实' }));
				const all = file({ figures, reasons }, { standing });
				if (!all.ok) {
					expect(all.problem.code).toBe('reportBreaksRules');
					return;
				}
				expect(all.value.figures).toEqual(figures);
				if (abouts.length === 0) return;
				const left = leave % abouts.length;
				const less = file({ figures, reasons: reasons.toSpliced(left, 1) }, { standing });
				expect(less).toMatchObject({
					ok: false,
					problem: { code: 'reportNeedsReasons', fields: [{ path: `reasons.${abouts[left]}` }] }
				});
			})
		));

	test('is weighed against what was accepted last: filed twice, nothing gets past unexplained', () => {
		const accepted = { figures: { affected: '100' } };
		const standing = { figures: { affected: '40' }, sources: {}, observedAt: '2026-01-11T00:00:00Z' };
		const again = file({ figures: { affected: '40' } }, { standing, accepted });
		expect(again).toMatchObject({
			problem: { code: 'reportNeedsReasons', fields: [{ path: 'reasons.fall:affected' }] }
		});
		expect(file({ isZero: true }, { standing, accepted })).toMatchObject({ problem: { code: 'reportNeedsReasons' } });
		// A mistake that nobody has accepted is put right without a word.
		expect(file({ figures: { affected: '100' } }, { standing, accepted })).toMatchObject({ ok: true });
	});

	test('once verified it is verified again only with the reason', () => {
		const standing = { figures: { affected: '40' }, sources: {}, observedAt: '2026-01-11T00:00:00Z' };
		const unit = { verifiedAt: '2026-01-11T00:00:00Z', reports: 2 } as FilingState['unit'];
		const of = { standing, accepted: standing, unit };
		const again = { isVerified: true, figures: { affected: '41' } };
		expect(file({ ...again, isVerified: false }, of)).toMatchObject({ problem: { code: 'reportAlreadyVerified' } });
		expect(file(again, of)).toMatchObject({ problem: { code: 'reportVerifiedAgain' } });
		expect(file({ ...again, note: '漏报一人' }, of)).toMatchObject({ value: { kind: 'verified' } });
	});

	test('figures are brought into their one form; what is no plain number is refused', () => {
		expect(command({ figures: { affected: '007.50' } }).figures).toEqual({ affected: '7.5' });
		for (const figure of ['1e3', '１２', '1,000', '', '-', 'NaN'])
			expect(FileReportInput.safeParse({ ...command({}), figures: { affected: figure } }).success).toBe(false);
	});

	test('a zero report carries the figures before it, and none of its own', () => {
		const standing = {
			figures: { affected: '9' },
			sources: { affected: 'estimate' as const },
			observedAt: '2026-01-11T00:00:00Z'
		};
		expect(file({ isZero: true }, { standing })).toMatchObject({
			value: { figures: { affected: '9' }, sources: { affected: 'estimate' } }
		});
		expect(file({ isZero: true, figures: { affected: '9' } }, { standing })).toMatchObject({
			problem: { code: 'reportNotZero' }
		});
		expect(file({ isZero: true })).toMatchObject({ value: { kind: 'first', figures: {} } });
		expect(file({ isVerified: true, figures: { affected: '9' } })).toMatchObject({
			problem: { code: 'reportNothingToVerify' }
		});
	});

	test('who decides on a level files for it as accepted; nobody decides on what goes up from their own', () => {
		expect(file({ figures: { affected: '1' } }, {}, 'TOWNSHIP')).toMatchObject({ value: { state: 'accepted' } });
		expect([filesFor('INFORMANT', 'township'), filesFor('TOWNSHIP', 'county'), filesFor('LEADER', 'village')]).toEqual([
			false,
			false,
			false
		]);
		expect([
			decidesOn('TOWNSHIP', 'township'),
			decidesOn('DESK', 'township'),
			decidesOn('INFORMANT', 'village')
		]).toEqual([false, true, false]);
		expect([adjusts('TOWNSHIP', 'county'), adjusts('DESK', 'village'), adjusts('DESK', 'county')]).toEqual([
			false,
			false,
			true
		]);
		const waiting = { level: 'village' as const, state: 'filed' as const };
		expect(decideReview(waiting, event, { decision: 'accept' }, 'TOWNSHIP', [], NATIONAL_CATALOGUE)).toEqual({
			ok: true,
			value: 'accepted'
		});
		expect(
			decideReview({ ...waiting, state: 'superseded' }, event, { decision: 'accept' }, 'DESK', [], NATIONAL_CATALOGUE)
		).toMatchObject({
			problem: { code: 'reportDecided' }
		});
	});

	test('villages and townships of the event report, and the county above', () => {
		expect(isOfEvent(event, '430426104201', 'village')).toBe(true);
		expect(isOfEvent(event, '430426105201', 'village')).toBe(false);
		expect(isOfEvent(event, '430426', 'county')).toBe(true);
		expect(isOfEvent({ areaCodes: ['430426104201'] }, '430426104', 'township')).toBe(true);
		expect(isOfEvent({ areaCodes: ['430426104201'] }, '430426104202', 'village')).toBe(false);
	});

	test('an adjustment has the decimals of its indicator', () => {
		const by = (amount: string, decimals: number) =>
			decideAdjustment(event, { areaCode: '430426104', amount }, { figure: '3', source: 'reports' }, 'DESK', decimals);
		expect(by('1.5', 0)).toMatchObject({ problem: { code: 'adjustmentPlaces' } });
		expect(by('1.5', 2)).toMatchObject({ value: '4.5' });
	});

	test('an adjustment never takes a sum below zero, and leaves the shelters’ counts alone', () =>
		fc.assert(
			fc.property(fc.nat({ max: 1000 }), fc.integer({ min: -2000, max: 2000 }), (sum, amount) => {
				const line = { areaCode: '430426104', amount: String(amount) };
				const result = decideAdjustment(event, line, { figure: String(sum), source: 'reports' }, 'TOWNSHIP', 0);
				if (amount === 0) {
					expect(result).toMatchObject({ problem: { code: 'adjustmentNothing' } });
					return;
				}
				if (sum + amount < 0) {
					expect(result).toMatchObject({ problem: { code: 'adjustmentBelowZero' } });
					return;
				}
				expect(result).toEqual({ ok: true, value: String(sum + amount) });
				expect(decideAdjustment(event, line, { figure: String(sum), source: 'shelters' }, 'TOWNSHIP', 0)).toMatchObject(
					{
						problem: { code: 'adjustmentOfShelters' }
					}
				);
			})
		));
});

describe('the clock of a unit', () => {
	const policies = {
		...{ villageFirstReportMinutes: 60, townshipFirstReportMinutes: 90, countyFirstReportMinutes: 120 },
		...{ continuedReportHours: 24, verifiedReportDays: 2 }
	};
	const event = { startedAt: '2026-01-12T00:00:00.000Z', phase: 'response' as const, stableSince: null };
	const none = { lastAt: null, isVerified: false };

	test('runs for the first report from the start, for the next from the one before, then for the verified one', () => {
		const due = (level: 'village' | 'township' | 'county') => deadlineOf({ ...none, level }, event, policies)?.at;
		expect([due('village'), due('township'), due('county')]).toEqual([
			'2026-01-12T01:00:00.000Z',
			'2026-01-12T01:30:00.000Z',
			'2026-01-12T02:00:00.000Z'
		]);
		const filed = { level: 'village' as const, lastAt: '2026-01-12T00:40:00.000Z', isVerified: false };
		expect(deadlineOf(filed, event, policies)).toEqual({ due: 'continued', at: '2026-01-13T00:40:00.000Z' });
		const stable = { ...event, phase: 'transition' as const, stableSince: '2026-01-20T00:00:00.000Z' };
		expect(deadlineOf(filed, stable, policies)).toEqual({ due: 'verified', at: '2026-01-22T00:00:00.000Z' });
		expect(deadlineOf({ ...filed, isVerified: true }, stable, policies)).toBeNull();
		expect(deadlineOf(filed, { ...stable, phase: 'closed' }, policies)).toBeNull();
	});

	test('is late after its moment, not at it', () => {
		const deadline = { due: 'first' as const, at: '2026-01-12T01:00:00.000Z' };
		expect(isLate(deadline, '2026-01-12T01:00:00.000Z')).toBe(false);
		expect(isLate(deadline, '2026-01-12T01:00:00.001Z')).toBe(true);
		expect(isLate(null, '2030-01-01T00:00:00.000Z')).toBe(false);
	});
});
