import { describe, expect, test } from 'vitest';
import type { BoardUnit } from '#domain/reports/report-board.ts';
import type { ReportState } from '#domain/reports/report.ts';
import { countToDo } from '#domain/reports/reports-to-do.ts';

const NOW = '2026-01-12T08:00:00.000Z';
const EARLIER = '2026-01-12T07:00:00.000Z';
const LATER = '2026-01-12T09:00:00.000Z';

const unit = (level: BoardUnit['level'], at: string | null, state: ReportState | null = null): BoardUnit => ({
	areaCode: { village: '430426001001', township: '430426001', county: '430426' }[level],
	level,
	unit: state && ({ latest: { id: '1', kind: 'first', state, at: EARLIER } } as BoardUnit['unit']),
	deadline: at === null ? null : { due: 'first', at }
});

const units = [
	unit('village', EARLIER),
	unit('village', LATER, 'filed'),
	unit('village', LATER, 'accepted'),
	unit('village', null, 'accepted'),
	unit('township', EARLIER),
	unit('township', LATER, 'filed'),
	unit('county', EARLIER)
];

describe('what waits for a role', () => {
	test.each([
		['INFORMANT', { late: 1, toReview: 0 }],
		['TOWNSHIP', { late: 2, toReview: 1 }],
		['DESK', { late: 3, toReview: 2 }],
		['LEADER', { late: 0, toReview: 0 }]
	] as const)('%s', (role, expected) => expect(countToDo(units, role, NOW)).toEqual(expected));
});
