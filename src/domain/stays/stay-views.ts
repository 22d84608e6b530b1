import type { CountPointView } from '../counts/count-point.ts';
import type { MaskedPerson } from '../people/mask-person.ts';
import type { Need } from '../people/person.ts';
import { laterOf } from '../shared/clock.ts';

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
	stay: ConflictSide;
	claim: ConflictSide;
}

/** What one side of a conflict says: where, when, and who said it. */
export interface ConflictSide {
	pointId: string;
	/** The other side may lie outside what an account sees; its name is part of what it says. */
	placeName: string;
	at: string;
	accountName: string;
}

/** A page of open conflicts; `count` is of all of them, `next` the one to go on after. */
export interface ConflictPage {
	conflicts: StayConflictView[];
	count: number;
	next: string | null;
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
	/** When heads or names last changed; the difference stands since then. Null while there is neither. */
	since: string | null;
	/** Since when the place gives its numbers from its names; null where heads are counted. */
	keepsNamesAt: string | null;
}

/** A place in numbers, for the list of an account's places. */
export interface PlaceNumbers {
	pointId: string;
	named: number;
	/** On the way to it. */
	expected: number;
	conflicts: number;
	keepsNamesAt: string | null;
}

/** The names of a place in numbers; `movedAt` is when somebody last came or left. */
export type NamesOfPlace = Pick<Reconciliation, 'named' | 'needs' | 'conflicts' | 'keepsNamesAt'> & {
	movedAt: string | null;
};

/** Sets a count against the names. */
export function reconcile(
	point: Pick<CountPointView, 'id' | 'people' | 'observedAt'>,
	{ movedAt, ...names }: NamesOfPlace
): Reconciliation {
	const { id: pointId, people, observedAt } = point;
	const since = observedAt && movedAt ? laterOf(observedAt, movedAt) : (observedAt ?? movedAt);
	return { pointId, people, observedAt, ...names, difference: people === null ? null : people - names.named, since };
}
