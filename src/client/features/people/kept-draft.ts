import { findOnDevice, keepOnDevice } from '#client/live/device-cache.ts';
import { isBlank, type HouseholdDraft } from '#client/people-forms/household-draft.ts';

const WAIT_MS = 600;

/** A mended household is kept apart, so that it does not take the place of another that is being typed. */
const nameOf = (mendedId: string | null) => (mendedId === null ? 'householdDraft' : `householdDraft.${mendedId}`);

/** Whether there is anything in a draft that would be missed. */
const isWorth = ({ members }: HouseholdDraft) => members.length > 1 || members.some((member) => !isBlank(member));

/** The draft that was not finished; null when there is none. */
export async function keptDraft(mendedId: string | null): Promise<HouseholdDraft | null> {
	return (await findOnDevice<HouseholdDraft | null>(nameOf(mendedId)))?.value ?? null;
}

/**
 * Keeps drafts on this device once typing rests: sealed with the account's key, so that a closed page loses nothing and
 * nobody else reads it. `mendedId` is the refused operation whose household it is, if any.
 */
export class DraftKeeper {
	#waiting: { draft: HouseholdDraft; mendedId: string | null } | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	keep(draft: HouseholdDraft, mendedId: string | null): void {
		if (this.#waiting?.mendedId !== mendedId) void this.keepNow();
		clearTimeout(this.#timer);
		this.#waiting = { draft, mendedId };
		this.#timer = setTimeout(() => void this.keepNow(), WAIT_MS);
	}

	/** Keeps at once what still waits for typing to rest, as when the page is left. */
	async keepNow(): Promise<void> {
		const waiting = this.#waiting;
		this.#waiting = null;
		if (waiting) await keepOnDevice(nameOf(waiting.mendedId), isWorth(waiting.draft) ? waiting.draft : null);
	}

	async forget(mendedId: string | null): Promise<void> {
		if (this.#waiting?.mendedId === mendedId) this.#waiting = null;
		await keepOnDevice(nameOf(mendedId), null);
	}
}
