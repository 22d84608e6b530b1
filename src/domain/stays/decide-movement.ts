import { laterOf } from '../shared/clock.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';

/** A stay as far as the next movement depends on it. */
export interface StayState {
	id: string;
	personId: string;
	pointId: string;
	state: 'in' | 'sent' | 'out';
	inObservedAt: string;
	outObservedAt: string | null;
	toPointId: string | null;
}

/** What a check-in comes to for one person. */
export type CheckInDecision =
	| { outcome: 'in'; /** The stay elsewhere that this one follows. */ followsId: string | null }
	| { outcome: 'alreadyIn' | 'late'; stayId: string }
	| { outcome: 'conflict'; /** The other side. */ stayId: string };

/** When a stay was last heard of. */
const lastWordOf = (stay: StayState) =>
	stay.outObservedAt ? laterOf(stay.outObservedAt, stay.inObservedAt) : stay.inObservedAt;

/**
 * What becomes of a check-in. The same person at two places is never decided by the machine, and what happened before
 * something already known does not undo it.
 *
 * @param stays all stays of the person
 * @param observedAt when it happened, on the server's clock
 */
export function decideCheckIn(stays: readonly StayState[], pointId: string, observedAt: string): CheckInDecision {
	const open = stays.find(({ state }) => state === 'in');
	if (open) return { outcome: open.pointId === pointId ? 'alreadyIn' : 'conflict', stayId: open.id };
	const expected = stays.find(({ state, toPointId }) => state === 'sent' && toPointId === pointId);
	if (expected) return { outcome: 'in', followsId: expected.id };
	const newest = stays.toSorted((a, b) => Date.parse(lastWordOf(b)) - Date.parse(lastWordOf(a)))[0];
	if (newest && Date.parse(lastWordOf(newest)) > Date.parse(observedAt))
		return { outcome: newest.pointId === pointId ? 'late' : 'conflict', stayId: newest.id };
	return { outcome: 'in', followsId: newest?.state === 'sent' ? newest.id : null };
}

/**
 * The stays that people leave.
 *
 * @param stays the stays at the place now, of these people
 * @returns one for each person, or `personNotHere` with how many are not there
 */
export function decideLeaving(
	stays: readonly StayState[],
	personIds: readonly string[],
	pointId: string
): Result<StayState[]> {
	const here = stays.filter((stay) => stay.state === 'in' && stay.pointId === pointId);
	const absent = personIds.filter((id) => !here.some(({ personId }) => personId === id));
	return absent.length > 0 ? refuse(problem('personNotHere', { count: absent.length })) : ok(here);
}

/** When a stay ends: never before it began. */
export function endOf(stay: StayState, observedAt: string): string {
	return laterOf(stay.inObservedAt, observedAt);
}
