import type { RelocationState } from './relocation-state.ts';

/** What is known of how far a household is. */
export interface HouseholdStanding {
	state: RelocationState;
	/** Helpers say otherwise. */
	isDisputed: boolean;
	members: number;
	/** Of those, who is at a shelter, with relatives or on the way, by the register of stays. */
	away: number;
}

/** Where a household counts: in one place only. */
export const PROGRESS_KINDS = ['gone', 'disputed', 'refused', 'notHome', 'todo'] as const;
export type ProgressKind = (typeof PROGRESS_KINDS)[number];

/** How far a list is: households by kind, and people. */
export interface RelocationProgress {
	households: number;
	people: number;
	/** People of households that have gone, and members of others who are away already. */
	peopleGone: number;
	kinds: Record<ProgressKind, number>;
}

/**
 * Where a household counts. Names at a shelter's door weigh more than ticks: a household whose members are all away
 * has gone, whatever was ticked.
 */
export function progressKind({ state, isDisputed, members, away }: HouseholdStanding): ProgressKind {
	if (members > 0 && away >= members) return 'gone';
	if (isDisputed) return 'disputed';
	return state === 'left' || state === 'arrived' ? 'gone' : state;
}

/** How far a list is. */
export function progressOf(households: readonly HouseholdStanding[]): RelocationProgress {
	const kinds = { gone: 0, disputed: 0, refused: 0, notHome: 0, todo: 0 };
	let [people, peopleGone] = [0, 0];
	for (const household of households) {
		const kind = progressKind(household);
		kinds[kind]++;
		people += household.members;
		peopleGone += kind === 'gone' ? household.members : household.away;
	}
	return { households: households.length, people, peopleGone, kinds };
}
