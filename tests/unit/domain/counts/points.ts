import type { CountPointView } from '#domain/counts/count-point.ts';
import type { CountState } from '#domain/counts/take-observation.ts';

/** A moment `minutes` after the opening of the test's points. */
export function at(minutes: number): string {
	return new Date(Date.UTC(2026, 0, 12) + minutes * 60_000).toISOString();
}

/** An open point that has said nothing yet. */
export function pointOf(over: Partial<CountPointView> = {}): CountPointView {
	return {
		id: '0197f0a0-0000-7000-8000-000000000001',
		eventId: '0197f0a0-0000-7000-8000-0000000000ee',
		kind: 'shelter',
		shelterId: '0197f0a0-0000-7000-8000-00000000005a',
		areaCode: '430426104201',
		townshipCode: '430426104',
		openedAt: at(0),
		closedAt: null,
		condition: 'green',
		capacity: 100,
		people: null,
		ageBands: null,
		needs: null,
		observationId: null,
		observedAt: null,
		lastWordAt: null,
		disputeIds: [],
		version: 1,
		...over
	};
}

export function freshState(over: Partial<CountPointView> = {}): CountState {
	return { point: pointOf(over), reporters: [], settledAt: null };
}
