import type { RelocationState } from './relocation-state.ts';

/** A helper's word on a household, as it stands. */
export interface StandingTick {
	id: string;
	state: RelocationState;
	observedAt: string;
	accountId: string;
}

/** A word that arrives, with the words its helper had seen. */
export interface NewTick extends StandingTick {
	seenIds: readonly string[];
}

/**
 * The words that stand after another. Whoever has seen a word, or gave it, may replace it; a word that says otherwise
 * and was not seen stands beside the new one, however the two were sent: that is a dispute, for a person to settle who
 * has seen both. Who says the same agrees. A helper's earlier word that arrives after a later one of the same helper
 * is history only.
 *
 * @returns the standing words, the latest observed first; all of them differ in state and in who gave them
 */
export function takeTick(standing: readonly StandingTick[], tick: NewTick): StandingTick[] {
	const isOvertaken = standing.some(
		({ id, accountId, observedAt }) =>
			accountId === tick.accountId && observedAt > tick.observedAt && !tick.seenIds.includes(id)
	);
	if (isOvertaken) return [...standing];
	const unseen = standing.filter(
		({ id, accountId, state }) => accountId !== tick.accountId && state !== tick.state && !tick.seenIds.includes(id)
	);
	const { id, state, observedAt, accountId } = tick;
	return [...unseen, { id, state, observedAt, accountId }].sort(latestFirst);
}

function latestFirst(a: StandingTick, b: StandingTick): number {
	if (a.observedAt !== b.observedAt) return a.observedAt < b.observedAt ? 1 : -1;
	return a.id < b.id ? 1 : -1;
}

/** The state that is shown: what was observed last; untouched households are to be called on. */
export function stateOf(standing: readonly Pick<StandingTick, 'state'>[]): RelocationState {
	return standing[0]?.state ?? 'todo';
}
