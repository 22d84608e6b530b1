/**
 * How far a household has come (practice): still to be called on, set out with its helper, handed over where it was
 * to go, does not want to leave, nobody at home.
 */
export const RELOCATION_STATES = ['todo', 'left', 'arrived', 'refused', 'notHome'] as const;
export type RelocationState = (typeof RELOCATION_STATES)[number];

/** Names of the states. */
export const RELOCATION_STATE_NAMES: Record<RelocationState, { zh: string; en: string }> = {
	todo: { zh: '未转移', en: 'Not yet' },
	left: { zh: '已离家', en: 'Left' },
	arrived: { zh: '已送达', en: 'Arrived' },
	refused: { zh: '不愿转移', en: 'Will not leave' },
	notHome: { zh: '家中无人', en: 'Nobody home' }
};

/** Where a household is to go: a shelter, or relatives and friends (投亲靠友). */
export const RELOCATION_DESTINATIONS = ['shelter', 'relatives'] as const;
export type RelocationDestination = (typeof RELOCATION_DESTINATIONS)[number];

/** Whether a state must be explained: a tick taken back, or a household that stays. */
export function needsReason(state: RelocationState): boolean {
	return state === 'todo' || state === 'refused';
}
