import type { Problem } from '#domain/shared/problems.ts';
import type { ShelterContact } from '#domain/shelters/contact.ts';
import { api } from '#client/live/api.ts';
import { Submission } from '#client/live/submission.svelte.ts';

/**
 * Contacts shown in full on this page, by shelter. Each was asked for with a reason that is in the audit trail. They
 * are kept in memory only, and forgotten with the page.
 */
export class RevealedContacts {
	readonly #submission = new Submission();
	#contacts = $state.raw<ReadonlyMap<string, ShelterContact>>(new Map());
	/** The shelter last asked about. */
	#asked = $state.raw<string | null>(null);

	of(shelterId: string): ShelterContact | undefined {
		return this.#contacts.get(shelterId);
	}

	isBusy(shelterId: string): boolean {
		return this.#asked === shelterId && this.#submission.isBusy;
	}

	problemOf(shelterId: string): Problem | null {
		return this.#asked === shelterId ? this.#submission.problem : null;
	}

	/** Asks for a contact in full. */
	async reveal(shelterId: string, reason: string): Promise<void> {
		this.#asked = shelterId;
		const answer = await this.#submission.send({ shelterId, reason }, (command) =>
			api.shelters.revealContact.mutate(command)
		);
		if (answer) this.#contacts = new Map(this.#contacts).set(shelterId, answer.contact);
	}
}
