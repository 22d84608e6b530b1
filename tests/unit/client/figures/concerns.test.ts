import { expect, it } from 'vitest';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { findConcerns } from '#client/figures/concerns.ts';

const now = '2026-01-26T06:00:00.000Z';
const policies = { staleAfterMinutes: 240, amberOccupancyPercent: 80, redOccupancyPercent: 100 };
const shelter = (id: string, over: Partial<CountPointView>) =>
	({
		id,
		kind: 'shelter',
		closedAt: null,
		openedAt: '2026-01-25T05:00:00.000Z',
		lastWordAt: '2026-01-26T05:00:00.000Z',
		condition: 'green',
		people: 50,
		capacity: 100,
		disputeIds: [],
		...over
	}) as CountPointView;

it('lists shelters that ask to be looked at, the gravest first, and no others', () => {
	const points = [
		shelter('well', {}),
		shelter('disputed', { disputeIds: ['a', 'b'] }),
		shelter('silent', { lastWordAt: '2026-01-26T01:00:00.000Z' }),
		shelter('over', { people: 120 }),
		shelter('red', { condition: 'red' }),
		shelter('fuller', { people: 130 }),
		shelter('closed', { condition: 'red', closedAt: now }),
		{ ...shelter('village', { condition: 'red' }), kind: 'dispersed' as const }
	];
	const found = findConcerns(points, now, policies);
	expect(found.map(({ point }) => point.id)).toEqual(['red', 'fuller', 'over', 'silent', 'disputed']);
	expect(found[3]).toMatchObject({ isSilent: true, isOver: false, isDisputed: false });
});
