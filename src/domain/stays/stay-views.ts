import type { CountPointView } from '../counts/count-point.ts';
import type { MaskedPerson } from '../people/mask-person.ts';
import type { Need } from '../people/person.ts';

/** Somebody who is at a place, or on the way to it, masked. */
export interface StayView {
	id: string;
	person: MaskedPerson;
	/** When the stay began or, for those on the way, ended elsewhere. */
	since: string;
}

/** Two places that say they have the same person; both sides stand until a person settles it. */
export interface StayConflictView {
	id: string;
	person: MaskedPerson;
	stay: { pointId: string; at: string; accountName: string };
	claim: { pointId: string; at: string; accountName: string };
}

/** A place's people: those there (a page), those on the way, and the open conflicts. */
export interface StayList {
	present: StayView[];
	expected: StayView[];
	conflicts: StayConflictView[];
	/** The stay to go on after; null at the end. */
	next: string | null;
}

/** The head-count of a place against its names. */
export interface Reconciliation {
	pointId: string;
	/** The count; null while nothing was reported. */
	people: number | null;
	observedAt: string | null;
	named: number;
	/** Counted but not named (positive) or named but not counted (negative); null without a count. */
	difference: number | null;
	/** By need, of those named. */
	needs: Partial<Record<Need, number>>;
	conflicts: number;
}

/** Sets a count against the names. */
export function reconcile(
	point: Pick<CountPointView, 'id' | 'people' | 'observedAt'>,
	names: Pick<Reconciliation, 'named' | 'needs' | 'conflicts'>
): Reconciliation {
	const { id: pointId, people, observedAt } = point;
	return { pointId, people, observedAt, ...names, difference: people === null ? null : people - names.named };
}
