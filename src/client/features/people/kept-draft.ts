import { findOnDevice, keepOnDevice } from '#client/live/device-cache.ts';
import { isBlank, type HouseholdDraft } from '#client/people-forms/household-draft.ts';

const NAME = 'householdDraft';
const WAIT_MS = 600;

/** Whether there is anything in a draft that would be missed. */
const isWorth = ({ members }: HouseholdDraft) => members.length > 1 || members.some((member) => !isBlank(member));

/**
 * Keeps a draft on this device once typing rests: sealed with the account's key, so that a closed page loses nothing
 * and nobody else reads it. Returns the way to call it off.
 */
export function keepDraft(draft: HouseholdDraft): () => void {
	const timer = setTimeout(() => void keepOnDevice(NAME, isWorth(draft) ? draft : null), WAIT_MS);
	return () => clearTimeout(timer);
}

/** The draft that was not finished; null when there is none. */
export async function keptDraft(): Promise<HouseholdDraft | null> {
	return (await findOnDevice<HouseholdDraft | null>(NAME))?.value ?? null;
}

export function forgetDraft(): Promise<void> {
	return keepOnDevice(NAME, null);
}
