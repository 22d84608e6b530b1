import { laterOf, minutesBetween } from '../shared/clock.ts';
import type { CountPointView } from './count-point.ts';

/** How an observation came about: counted, corrected with a reason, or settled by the desk. */
export type ObservationKind = 'count' | 'correction' | 'settlement';

/** The latest word of one reporter (an account on a device). */
export interface ReporterWord {
	by: string;
	observationId: string;
	people: number;
	observedAt: string;
}

/** What the next observation is weighed against: the point, and what its reporters last said. */
export interface CountState {
	point: CountPointView;
	reporters: ReporterWord[];
	/** Nothing observed up to this moment can dispute the figure any more. */
	settledAt: string | null;
}

/** A new observation, its time already brought to the server's clock. */
export interface NewObservation {
	id: string;
	kind: ObservationKind;
	by: string;
	people: number;
	ageBands: CountPointView['ageBands'];
	needs: CountPointView['needs'];
	observedAt: string;
}

/** Reporters of one place that are remembered; of more, those who spoke longest ago are left out. */
const MOST_REPORTERS = 16;

/** No count waits on a device for longer than this; what seems older comes from a clock that was put right meanwhile. */
const LONGEST_WAIT_MS = 31 * 24 * 3_600_000;

/**
 * The time an observation is of, on the server's clock: as long before its receipt as the device says it was made
 * before sending, so that a wrong device clock does no harm; without `sentAt`, the device's time but not the future.
 * A clock that jumped between counting and sending (a tablet that started in 1970) tells no age: then it is of its
 * receipt, for a figure of uncertain age is better than one that silently never counts.
 */
export function observationTime(deviceTime: string, sentAt: string | undefined, receivedAt: string): string {
	const made = sentAt ? Date.parse(receivedAt) - (Date.parse(sentAt) - Date.parse(deviceTime)) : Date.parse(deviceTime);
	const ageMs = Date.parse(receivedAt) - made;
	return ageMs < 0 || ageMs > LONGEST_WAIT_MS ? receivedAt : new Date(made).toISOString();
}

/**
 * The state after an observation. The newest observation gives the figure; one that arrives late stays history.
 * Two reporters whose figures differ within the window (policy, 30 minutes) are in dispute until a correction, a
 * settlement, or until they say the same; the latest word of each side is shown. A correction or settlement ends a
 * dispute and stands above all observed before it.
 */
export function takeObservation(state: CountState, taken: NewObservation, windowMinutes: number): CountState {
	const { point } = state;
	const isNewest = point.observedAt === null || Date.parse(taken.observedAt) >= Date.parse(point.observedAt);
	const decides = taken.kind !== 'count';
	const figure = isNewest
		? {
				people: taken.people,
				ageBands: taken.ageBands,
				needs: taken.needs,
				observationId: taken.id,
				observedAt: taken.observedAt
			}
		: {};
	const next: CountPointView = {
		...point,
		...figure,
		lastWordAt: point.lastWordAt ? laterOf(point.lastWordAt, taken.observedAt) : taken.observedAt,
		version: point.version + 1
	};
	const word: ReporterWord = {
		by: taken.by,
		observationId: taken.id,
		people: taken.people,
		observedAt: taken.observedAt
	};
	if (decides && isNewest) {
		return { point: { ...next, disputeIds: [] }, reporters: [word], settledAt: taken.observedAt };
	}
	const isSettled = state.settledAt !== null && Date.parse(taken.observedAt) <= Date.parse(state.settledAt);
	const own = state.reporters.find((reporter) => reporter.by === taken.by);
	const isOvertaken = own !== undefined && Date.parse(own.observedAt) > Date.parse(taken.observedAt);
	if (isSettled || isOvertaken) return { ...state, point: next };

	const others = state.reporters.filter((reporter) => reporter.by !== taken.by);
	const isInDispute = (reporter: ReporterWord) => point.disputeIds.includes(reporter.observationId);
	const differing = others.filter(
		(other) =>
			other.people !== taken.people && Math.abs(minutesBetween(other.observedAt, taken.observedAt)) <= windowMinutes
	);
	const wasPartOfIt = own !== undefined && isInDispute(own);
	const sides = others.filter((other) => isInDispute(other) || differing.includes(other));
	if (differing.length > 0 || (wasPartOfIt && sides.length > 0)) sides.push(word);
	const newest = next.observedAt ?? taken.observedAt;
	const kept = [...others, word]
		.filter((reporter) => sides.includes(reporter) || minutesBetween(reporter.observedAt, newest) <= windowMinutes)
		.slice(-MOST_REPORTERS);
	const shown = sides.filter((side) => kept.includes(side));
	const agree = new Set(shown.map((side) => side.people)).size < 2;
	return {
		point: { ...next, disputeIds: agree ? [] : shown.map((side) => side.observationId) },
		reporters: kept,
		settledAt: state.settledAt
	};
}
