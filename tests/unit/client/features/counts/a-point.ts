import type { CountPointView } from '#domain/counts/count-point.ts';

/** A count point with everyday values, for tests. */
export function aPoint(over: Partial<CountPointView> = {}): CountPointView {
	return {
		id: '01993a00-0000-7000-8000-000000000001',
		eventId: '01993a00-0000-7000-8000-0000000000e1',
		kind: 'shelter',
		shelterId: '01993a00-0000-7000-8000-0000000000a1',
		areaCode: '430426100201',
		townshipCode: '430426100',
		openedAt: '2026-01-26T00:00:00.000Z',
		closedAt: null,
		condition: 'green',
		capacity: 100,
		people: 40,
		ageBands: null,
		needs: null,
		observationId: '01993a00-0000-7000-8000-0000000000b1',
		observedAt: '2026-01-26T01:00:00.000Z',
		lastWordAt: '2026-01-26T01:00:00.000Z',
		disputeIds: [],
		version: 2,
		...over
	};
}
