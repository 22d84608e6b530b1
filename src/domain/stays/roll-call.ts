import { z } from 'zod';
import { Command, Id, Moment } from '../shared/fields.ts';

/** People that one roll-call can name; more than any shelter holds. */
const MOST_CALLED = 3_000;

/**
 * A roll-call (点名) of a place: who answered, who did not, and heads there whose names are not known. It says what was
 * seen and nothing more: who did not answer is never checked out by it.
 */
export const RollCallInput = Command.extend({
	pointId: Id,
	presentIds: z.array(Id).max(MOST_CALLED),
	absentIds: z.array(Id).max(MOST_CALLED),
	unnamed: z.int().min(0).max(100_000).default(0),
	/** What the device's clock said when the call ended. */
	deviceTime: Moment,
	/** What the device's clock says at this sending. Not part of the content. */
	sentAt: Moment.optional()
}).refine(
	({ presentIds, absentIds }) => new Set([...presentIds, ...absentIds]).size === presentIds.length + absentIds.length,
	{ path: ['absentIds'] }
);
export type RollCallInput = z.infer<typeof RollCallInput>;

/** Roll-calls of a place, newest first; `before` is the one to go on after. */
export const ListRollCallsInput = z.object({
	pointId: Id,
	limit: z.int().min(1).max(60).default(14),
	before: Id.optional()
});

/** A roll-call as its history shows it. */
export interface RollCallView {
	id: string;
	observedAt: string;
	accountName: string;
	present: number;
	absent: number;
	unnamed: number;
	/** Marked people whom the county does not know to have been there. */
	unknown: number;
	/** Those who did not answer, masked. */
	absentees: { personId: string; name: string }[];
}

/** One word on one person, of one roll-call. */
export interface RollCallMark {
	personId: string;
	isPresent: boolean;
	observedAt: string;
}

/**
 * How many times in a row each person did not answer of late: since the last time they did, and since they came. A
 * roll-call that did not call somebody says nothing of them.
 *
 * @param marks newest first
 * @param since when each person of the list came
 * @returns only those who are missing at all
 */
export function absencesOf(marks: readonly RollCallMark[], since: ReadonlyMap<string, string>): Map<string, number> {
	const absences = new Map<string, number>();
	const answered = new Set<string>();
	for (const { personId, isPresent, observedAt } of marks) {
		const came = since.get(personId);
		if (came === undefined || answered.has(personId) || Date.parse(observedAt) < Date.parse(came)) continue;
		if (isPresent) answered.add(personId);
		else absences.set(personId, (absences.get(personId) ?? 0) + 1);
	}
	return absences;
}

/** Whether somebody is to be looked for (待寻找): absent from so many roll-calls in a row (policy). */
export function isToBeLookedFor(absences: number, policy: number): boolean {
	return absences >= policy;
}
