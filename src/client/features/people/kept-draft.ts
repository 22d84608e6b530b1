import { findOnDevice, keepOnDevice } from '#client/live/device-cache.ts';
import { isBlank, type HouseholdDraft } from '#client/people-forms/household-draft.ts';

const WAIT_MS = 600;

/** A mended household is kept apart, so that it does not take the place of another that is being typed. */
const nameOf = (mendedId: string | null) => (mendedId === null ? 'householdDraft' : `householdDraft.${mendedId}`);

/** Whether there is anything in a draft that would be missed. */
const isWorth = ({ members }: HouseholdDraft) => members.length > 1 || members.some((member) => !isBlank(member));

/**
 * Keeps a draft on this device once typing rests: sealed with the account's key, so that a closed page loses nothing
 * and nobody else reads it. Returns the way to call it off.
 *
 * @param mendedId the refused operation whose household it is, if any
 */
export function keepDraft(draft: HouseholdDraft, mendedId: string | null): () => void {
	const timer = setTimeout(() => void keepOnDevice(nameOf(mendedId), isWorth(draft) ? draft : null), WAIT_MS);
	return () => clearTimeout(timer);
}

/** The draft that was not finished; null when there is none. */
export async function keptDraft(mendedId: string | null): Promise<HouseholdDraft | null> {
	return (await findOnDevice<HouseholdDraft | null>(nameOf(mendedId)))?.value ?? null;
}

export function forgetDraft(mendedId: string | null): Promise<void> {
	return keepOnDevice(nameOf(mendedId), null);
}
