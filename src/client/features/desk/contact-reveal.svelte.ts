import type { Problem } from '#domain/shared/problems.ts';
import type { ShelterContact } from '#domain/shelters/contact.ts';
import { api } from '#client/live/api.ts';
import { problemOf } from '#client/live/request-problem.ts';
import { CommandDraft } from './command-draft.ts';

/**
 * Contacts shown in full on this page, by shelter. Each was asked for with a reason that is in the audit trail. They
 * are kept in memory only, and forgotten with the page.
 */
export class RevealedContacts {
	readonly #draft = new CommandDraft();
	#contacts = $state.raw<ReadonlyMap<string, ShelterContact>>(new Map());
	#busy = $state.raw<string | null>(null);
	#problem = $state.raw<{ shelterId: string; problem: Problem } | null>(null);

	of(shelterId: string): ShelterContact | undefined {
		return this.#contacts.get(shelterId);
	}

	isBusy(shelterId: string): boolean {
		return this.#busy === shelterId;
	}

	problemOf(shelterId: string): Problem | null {
		return this.#problem?.shelterId === shelterId ? this.#problem.problem : null;
	}

	/** Asks for a contact in full. */
	async reveal(shelterId: string, reason: string): Promise<void> {
		this.#busy = shelterId;
		this.#problem = null;
		try {
			const content = { shelterId, reason };
			const { operationId } = this.#draft.stampFor(content);
			const { contact } = await api.shelters.revealContact.mutate({ operationId, ...content });
			this.#contacts = new Map(this.#contacts).set(shelterId, contact);
		} catch (error) {
			this.#problem = { shelterId, problem: problemOf(error) };
		} finally {
			this.#busy = null;
		}
	}
}
