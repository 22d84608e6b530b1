import { expect, test } from 'vitest';
import {
	isAmong,
	isBoardFilter,
	isFirstWaiting,
	isUnreported,
	standingOf
} from '#client/features/reports/unit-standing.ts';
import type { BoardUnit } from '#domain/reports/report-board.ts';
import type { ReportState, ReportUnit } from '#domain/reports/report.ts';

const NOW = '2026-01-26T04:00:00.000Z';

function aUnit(state: ReportState | null, given: Partial<BoardUnit> & { acceptedId?: string | null } = {}): BoardUnit {
	const { acceptedId = null, ...rest } = given;
	const unit: ReportUnit = {
		...{ eventId: 'e1', areaCode: '430426001002', level: 'village', reports: 2, firstAt: NOW, acceptedId },
		...{ verifiedAt: null, version: 2 },
		latest: state && { id: 'r1', number: 1, kind: 'first', state, at: NOW }
	};
	return { areaCode: unit.areaCode, level: 'village', unit, deadline: null, ...rest };
}

const late = { due: 'first', at: '2026-01-26T03:00:00.000Z' } as const;

test('a village without a report is found as unreported, late or not; one that waits is not', () => {
	const silent = aUnit(null, { unit: null });
	const silentAndLate = { ...silent, deadline: late };
	expect([standingOf(silent, NOW), standingOf(silentAndLate, NOW)]).toEqual(['nothingYet', 'late']);
	for (const unit of [silent, silentAndLate]) expect(isAmong('unreported', unit, standingOf(unit, NOW))).toBe(true);
	expect(isAmong('late', silentAndLate, 'late')).toBe(true);
	expect(isUnreported(aUnit(null))).toBe(true);
	const first = aUnit('filed');
	expect([isUnreported(first), isFirstWaiting(first)]).toEqual([false, true]);
	expect(isFirstWaiting(aUnit('filed', { acceptedId: 'r0' }))).toBe(false);
	expect(isUnreported({ ...silent, level: 'township' })).toBe(false);
});

test('what neither is unreported nor waits for its first decision is summed up', () => {
	for (const unit of [
		aUnit(null),
		aUnit(null, { unit: null }),
		aUnit('filed'),
		aUnit('accepted', { acceptedId: 'r1' })
	])
		expect(isUnreported(unit) || isFirstWaiting(unit)).toBe(!unit.unit?.acceptedId);
});

test('only filters of the board are taken from an address', () => {
	expect([isBoardFilter('unreported'), isBoardFilter('nothingYet'), isBoardFilter(null)]).toEqual([true, false, false]);
});
