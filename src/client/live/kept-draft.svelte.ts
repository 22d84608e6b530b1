import type { Problem } from '#domain/shared/problems.ts';
import { canKeepSecrets, deviceDatabase } from './device-database.ts';
import { withRoom } from './outbox/room.ts';
import { problemOf } from './request-problem.ts';
import { seal, unseal } from './seal.ts';
import { currentKey } from './vault.ts';

/**
 * What is being written, kept on this device at every keystroke: sealed with the key of the account that works here, so
 * that it outlives the page and whoever else signs in, and opens for its owner alone.
 */
export class KeptDraft<T> {
	readonly #name: string;
	#isKept = $state(false);
	#cannotKeep = $state(false);
	#problem = $state.raw<Problem | null>(null);
	/** What is to be written next; `drop` where the draft is to go. */
	#next: { value: T } | 'drop' | null = null;
	#writing: Promise<void> | null = null;

	constructor(name: string) {
		this.#name = name;
	}

	/** All that was written is on the device. */
	get isKept(): boolean {
		return this.#isKept;
	}

	/** Nothing can be kept on this device: its connection is not secure, or nobody's key is here. */
	get cannotKeep(): boolean {
		return this.#cannotKeep;
	}

	/** Why it could not be kept. */
	get problem(): Problem | null {
		return this.#problem;
	}

	/** The draft as it was left; null where there is none, or nothing can be kept here. */
	async open(): Promise<T | null> {
		const owner = currentKey();
		if (!owner || !(await canKeepSecrets())) return null;
		const row = await (await deviceDatabase()).get('drafts', [owner.accountId, this.#name]);
		const value = row ? await unseal(owner.key, this.#placeOf(owner.accountId), row.sealed) : null;
		this.#isKept = value !== null;
		return value as T | null;
	}

	/** Keeps the draft as it is now. What is typed while it is written follows; only the last word is kept. */
	keep(value: T): void {
		this.#next = { value };
		this.#isKept = false;
		this.#writing ??= this.#write();
	}

	/** Forgets the draft, as when it was filed. Resolves once it is gone. */
	async drop(): Promise<void> {
		this.#next = 'drop';
		this.#writing ??= this.#write();
		await this.#writing;
	}

	async #write(): Promise<void> {
		try {
			while (this.#next) {
				const next = this.#next;
				this.#next = null;
				const isKept = await this.#put(next);
				if (this.#next === null) this.#isKept = isKept;
			}
			this.#problem = null;
		} catch (error) {
			this.#problem = problemOf(error);
		} finally {
			this.#writing = null;
		}
	}

	async #put(next: { value: T } | 'drop'): Promise<boolean> {
		const owner = currentKey();
		this.#cannotKeep = !owner || !(await canKeepSecrets());
		if (!owner || this.#cannotKeep) return false;
		const { accountId, key } = owner;
		const name = this.#name;
		const database = await deviceDatabase();
		if (next === 'drop') {
			await database.delete('drafts', [accountId, name]);
			return false;
		}
		const sealed = await seal(key, this.#placeOf(accountId), next.value);
		await withRoom(database, () => database.put('drafts', { accountId, name, at: new Date().toISOString(), sealed }));
		return true;
	}

	#placeOf(accountId: string): string {
		return `draft ${accountId} ${this.#name}`;
	}
}
