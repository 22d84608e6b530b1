import type { z } from 'zod';
import type { CountPointView } from '../counts/count-point.ts';
import type { EventView } from '../events/event.ts';
import { Command, Id, line, Reason } from '../shared/fields.ts';
import { problem, type Problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { ShelterView } from './shelter.ts';

/** Activating a shelter for an event. Opening one again that the event had closed goes on with its history. */
export const OpenShelterInput = Command.extend({ eventId: Id, shelterId: Id, reason: line(500).default('') });
export type OpenShelterInput = z.infer<typeof OpenShelterInput>;

/** Opening a closed activation again. */
export const ReopenShelterInput = Command.extend({ pointId: Id, reason: Reason });
export type ReopenShelterInput = z.infer<typeof ReopenShelterInput>;

/** What is known of a shelter when it is to be opened. */
export interface OpeningState {
	event: Pick<EventView, 'id' | 'name' | 'closedAt'>;
	shelter: ShelterView;
	/** Name of the event it is open for now. */
	openForEvent: string | null;
	/** Its earlier activation for this event. */
	earlier: CountPointView | null;
}

function whyNot({ event, shelter, openForEvent }: OpeningState): Problem | null {
	if (event.closedAt) return problem('eventClosed');
	if (shelter.retiredAt) return problem('shelterRetired');
	if (openForEvent !== null) return problem('shelterAlreadyOpen', { name: shelter.name, event: openForEvent });
	return null;
}

/**
 * Opens a shelter for an event: a new place to count people in, or the earlier one again.
 *
 * @returns the open point; `eventClosed`, `shelterRetired`, or `shelterAlreadyOpen` (for any event: nobody is counted
 * twice)
 */
export function decideOpenShelter(state: OpeningState, pointId: string, now: Date): Result<CountPointView> {
	const problem = whyNot(state);
	if (problem) return refuse(problem);
	if (state.earlier) return decideReopen(state as OpeningState & { earlier: CountPointView }, now);
	const { event, shelter } = state;
	return ok({
		id: pointId,
		eventId: event.id,
		kind: 'shelter',
		shelterId: shelter.id,
		areaCode: shelter.areaCode,
		townshipCode: shelter.townshipCode,
		openedAt: now.toISOString(),
		closedAt: null,
		condition: 'green',
		capacity: shelter.capacity,
		people: null,
		ageBands: null,
		needs: null,
		observationId: null,
		observedAt: null,
		lastWordAt: null,
		disputeIds: [],
		version: 1
	});
}

/**
 * Opens a closed point again, with the shelter's place and capacity of today; its counts go on where they were.
 *
 * @returns the open point; `eventClosed`, `shelterRetired` or `shelterAlreadyOpen`
 */
export function decideReopen(state: OpeningState & { earlier: CountPointView }, now: Date): Result<CountPointView> {
	const problem = whyNot(state);
	if (problem) return refuse(problem);
	const { shelter, earlier } = state;
	return ok({
		...earlier,
		areaCode: shelter.areaCode,
		townshipCode: shelter.townshipCode,
		capacity: shelter.capacity,
		condition: 'green',
		openedAt: now.toISOString(),
		closedAt: null,
		version: earlier.version + 1
	});
}
