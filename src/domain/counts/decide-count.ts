import { problem, type Problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { HEAD_GROUPS, type AgeBands, type Needs } from './count-point.ts';
import type { CorrectCountInput, SettleCountInput, SubmitCountInput } from './commands.ts';
import { observationTime, takeObservation, type CountState, type NewObservation } from './take-observation.ts';

/** Any command that makes an observation. */
export type CountCommand =
	| ({ kind: 'count' } & SubmitCountInput)
	| ({ kind: 'correction' } & CorrectCountInput)
	| ({ kind: 'settlement' } & SettleCountInput);

export interface CountDecision {
	state: CountState;
	observation: NewObservation;
}

/**
 * Whether a count may be taken, and the state after it.
 *
 * @param by the reporter: account and device, so that two people on one account are still two
 * @param receivedAt the server's time, ISO UTC
 * @returns the observation and the next state, or: `shelterNotOpen` (closed), `bandsExceedPeople`,
 *   `needExceedsPeople`, `noDispute`, `versionConflict` (settling what is no longer what was shown)
 */
export function decideCount(
	state: CountState,
	command: CountCommand,
	by: string,
	observationId: string,
	receivedAt: string,
	windowMinutes: number
): Result<CountDecision> {
	if (state.point.closedAt) return refuse(problem('shelterNotOpen'));
	if (command.kind === 'settlement') {
		const standing = state.point.disputeIds;
		if (standing.length === 0) return refuse(problem('noDispute'));
		const isAsShown =
			standing.length === command.disputeIds.length && standing.every((id) => command.disputeIds.includes(id));
		if (!isAsShown) return refuse(problem('versionConflict'));
	}
	const ageBands = command.kind === 'settlement' ? null : (command.ageBands ?? null);
	const needs = command.kind === 'settlement' ? null : (command.needs ?? null);
	const wrong = headProblem(command.people, ageBands, needs);
	if (wrong) return refuse(wrong);
	const sentAt = command.kind === 'settlement' ? undefined : command.sentAt;
	const observation: NewObservation = {
		id: observationId,
		kind: command.kind,
		by,
		people: command.people,
		ageBands,
		needs,
		observedAt: timeOf(state, command, sentAt, receivedAt)
	};
	return ok({ observation, state: takeObservation(state, observation, windowMinutes) });
}

/** A settlement is of the time of the newest disputed word: a count made after that, arriving later, still counts. */
function timeOf(state: CountState, command: CountCommand, sentAt: string | undefined, receivedAt: string): string {
	if (command.kind === 'settlement' && state.point.observedAt) return state.point.observedAt;
	return observationTime(command.deviceTime, sentAt, receivedAt);
}

function headProblem(people: number, ageBands: AgeBands | null, needs: Needs | null): Problem | undefined {
	const sum = Object.values(ageBands ?? {}).reduce((total, heads) => total + heads, 0);
	if (sum > people) return problem('bandsExceedPeople', { sum, people });
	for (const [group, count] of Object.entries(needs ?? {})) {
		if (count > people) {
			const { zh, en } = HEAD_GROUPS[group as keyof Needs];
			return problem('needExceedsPeople', { need: `${zh} ${en}`, count, people });
		}
	}
	return undefined;
}
