import { POLICIES } from '#domain/policies/policies.ts';
import type { RosterMember } from '#domain/stays/roster.ts';
import { isToBeLookedFor } from '#domain/stays/roll-call.ts';
import { live } from '../live/live-store.svelte.ts';

/** Whether somebody here is to be looked for (待寻找), by the policy in force. Reactive. */
export function isMissing({ state, absences }: RosterMember): boolean {
	const policy = live.policies?.missedRollCalls ?? POLICIES.missedRollCalls.default;
	return state === 'here' && isToBeLookedFor(absences, policy);
}
