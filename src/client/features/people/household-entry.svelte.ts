import { ProblemError, type Problem } from '#domain/shared/problems.ts';
import { newId } from '#client/live/new-id.ts';
import { outbox } from '#client/live/outbox/outbox.svelte.ts';
import type { QueuedOperation } from '#client/live/outbox/storage.ts';
import { session } from '#client/live/session.svelte.ts';
import { draftOf, householdOf, newHouseholdDraft, type HouseholdDraft } from '#client/people-forms/household-draft.ts';
import { DraftKeeper, keptDraft } from './kept-draft.ts';

/** A village's officer registers the village's own people; others choose where they come from. */
function newDraft(): HouseholdDraft {
	const home = session.account?.role === 'INFORMANT' ? session.account.areaCode : '';
	return newHouseholdDraft({ householdId: newId(), personId: newId() }, home.length === 12 ? home : '');
}

/** Photos that were refused together with their household: by the person's id. */
function refusedPhotos({ members }: HouseholdDraft): Map<string, QueuedOperation> {
	const ids = new Set(members.map(({ personId }) => personId));
	const refused = outbox.operations.filter(({ kind, state }) => kind === 'person.setPhoto' && state === 'refused');
	return new Map(
		refused.flatMap((operation) => {
			const personId = operation.payload['personId'] as string;
			return ids.has(personId) ? [[personId, operation] as const] : [];
		})
	);
}

/** The household that is being typed: a new one, or a refused one that is mended. */
export class HouseholdEntry {
	draft = $state<HouseholdDraft>(newDraft());
	#problem = $state.raw<Problem | null>(null);
	#isBusy = $state(false);
	#isRestored = $state(false);
	#mendedId = $state<string | null>(null);
	#isRead = $state(false);
	readonly #keeper = new DraftKeeper();

	get problem(): Problem | null {
		return this.#problem;
	}

	get isBusy(): boolean {
		return this.#isBusy;
	}

	/** It is known what was being typed when the page was left: from here on nothing comes over what is typed. */
	get isRead(): boolean {
		return this.#isRead;
	}

	/** It was typed before, and the page was left. */
	get isRestored(): boolean {
		return this.#isRestored;
	}

	/** The refused operation whose household is mended here. */
	get mendedId(): string | null {
		return this.#mendedId;
	}

	/** Takes up what was being typed when the page was left. */
	async resume(): Promise<void> {
		try {
			const kept = await keptDraft(null);
			if (!kept || this.#mendedId !== null) return;
			this.draft = kept;
			this.#isRestored = true;
		} finally {
			this.#isRead = true;
		}
	}

	/** Keeps what is typed, a moment after the last key. */
	keep(): void {
		const draft = $state.snapshot(this.draft);
		if (this.#isRead) this.#keeper.keep(draft, this.#mendedId);
	}

	/** The page is left: what was typed last is kept at once. */
	leave(): void {
		void this.#keeper.keepNow();
	}

	/** Puts a refused household back into the form, with what the county said of it and what was mended so far. */
	async mend(operationId: string): Promise<boolean> {
		const operation = outbox.find(operationId);
		if (operation?.kind !== 'household.register' || operation.state !== 'refused') return false;
		const draft = draftOf(operation.payload as unknown as Parameters<typeof draftOf>[0]);
		const photos = refusedPhotos(draft);
		for (const member of draft.members)
			member.photo = (photos.get(member.personId)?.payload['photo'] as string | undefined) ?? null;
		const begun = await keptDraft(operationId);
		this.#mendedId = operationId;
		this.draft = begun ?? draft;
		this.#problem = operation.problem;
		this.#isRestored = false;
		return true;
	}

	/** Empties the form. After a mend, what was typed before it comes back. */
	async clear(): Promise<void> {
		const mendedId = this.#mendedId;
		let before: HouseholdDraft | null = null;
		try {
			if (mendedId !== null) before = await keptDraft(null);
		} finally {
			this.draft = before ?? newDraft();
			this.#isRestored = before !== null;
			this.#problem = null;
			this.#mendedId = null;
		}
		await this.#keeper.forget(mendedId);
	}

	/**
	 * Puts the household into the outbox, in place of the refused one where it mends one.
	 *
	 * @returns whether it is kept on this device; what is wrong otherwise is in `problem`
	 */
	async submit(typed: HouseholdDraft, labelOf: (name: string, members: number) => string): Promise<boolean> {
		const checked = householdOf(typed, new Date());
		this.#problem = checked.ok ? null : checked.problem;
		if (!checked.ok) return false;
		this.#isBusy = true;
		try {
			const head = typed.members.find(({ relation }) => relation === 'head') ?? typed.members[0]!;
			const label = labelOf(head.name.trim(), typed.members.length);
			const about = { subject: typed.householdId, label };
			const mended = this.#mendedId === null ? {} : { replaces: this.#mendedId };
			const photos = refusedPhotos(typed);
			await outbox.enqueue('household.register', checked.value, { ...about, ...mended });
			for (const { personId, photo } of typed.members) {
				const old = photos.get(personId)?.operationId;
				photos.delete(personId);
				if (photo)
					await outbox.enqueue('person.setPhoto', { personId, photo }, { ...about, ...(old ? { replaces: old } : {}) });
				else if (old) await outbox.dismissRefused(old);
			}
			await this.clear();
			return true;
		} catch (error) {
			if (!(error instanceof ProblemError)) throw error;
			this.#problem = error.problem;
			return false;
		} finally {
			this.#isBusy = false;
		}
	}
}
