import type { Basis } from '#client/features/report-form/report-draft.ts';

/** A report of a village to go on from. */
export function aBasis(given: Partial<Basis> = {}): Basis {
	return {
		id: '019c0000-0000-7000-8000-000000000001',
		figures: { affected: '120', relocatedTotal: '30', shelteredTotal: '20', dispersedTotal: '10', deaths: '0' },
		sources: {},
		reasons: [],
		at: '2026-01-26T02:00:00.000Z',
		isWaiting: false,
		...given
	};
}
