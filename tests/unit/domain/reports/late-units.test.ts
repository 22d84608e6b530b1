import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVENT_PHASES } from '#domain/events/event.ts';
import { deadlineOf, isLate, lateUnitsOf } from '#domain/reports/deadlines.ts';
import { REPORT_LEVELS } from '#domain/reports/report.ts';

const NOW = Date.parse('2026-01-12T08:00:00.000Z');
const aMoment = fc.integer({ min: -100, max: 20 }).map((minutes) => new Date(NOW + minutes * 60_000).toISOString());
const anEvent = fc.record({
	startedAt: aMoment,
	phase: fc.constantFrom(...EVENT_PHASES),
	stableSince: fc.option(aMoment)
});
const somePolicies = fc.record({
	villageFirstReportMinutes: fc.nat({ max: 90 }),
	townshipFirstReportMinutes: fc.nat({ max: 90 }),
	countyFirstReportMinutes: fc.nat({ max: 90 }),
	continuedReportHours: fc.constantFrom(0, 0.5, 1),
	verifiedReportDays: fc.constantFrom(0, 1 / 48, 1 / 24)
});
const aUnit = fc.record({
	level: fc.constantFrom(...REPORT_LEVELS),
	// Not later than now: nobody files tomorrow.
	lastAt: fc.option(aMoment.map((at) => (Date.parse(at) > NOW ? new Date(NOW).toISOString() : at))),
	isVerified: fc.boolean()
});

test('a unit is late by its own clock exactly when it is among the late ones of its event', () =>
	fc.assert(
		fc.property(anEvent, somePolicies, fc.array(aUnit, { minLength: 1, maxLength: 20 }), (event, policies, units) => {
			const now = new Date(NOW).toISOString();
			const { withoutReport, lastBefore } = lateUnitsOf(event, policies, now);
			for (const unit of units) {
				const { level, lastAt, isVerified } = unit;
				const isAmong = lastAt === null ? withoutReport.includes(level) : Date.parse(lastAt) < lastBefore;
				expect(!isVerified && isAmong).toBe(isLate(deadlineOf(unit, event, policies), now));
			}
		})
	));
