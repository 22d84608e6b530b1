import { canonicalJson } from '#domain/shared/canonical-json.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { canKeepSecrets, deviceDatabase, whileItAnswers, type DraftRow } from './device-database.ts';
import { newId } from './new-id.ts';
import { withRoom } from './outbox/room.ts';
import { problemOf } from './request-problem.ts';
import { seal, unseal } from './seal.ts';
import { currentKey } from './vault.ts';

/** How what two tabs write into one draft comes together. */
export interface SharedDraft<T> {
	/** What stands in the form of this tab. */
	mine: () => T;
	/**
	 * What was written here since `base` put into what the other tab wrote.
	 *
	 * @param base what both knew last; null: no draft
	 * @param theirs null: the other tab filed it, or gave it up
	 */
	merge: (base: T | null, mine: T, theirs: T | null) => T;
	/** Puts the two together into the form of this tab. */
	take: (both: T) => void;
}

interface Owner {
	accountId: string;
	key: CryptoKey;
}

/** Tells the other tabs that a draft is another one now. */
const CHANNEL = 'anlan.draft';

/**
 * What is being written, kept on this device at every keystroke: sealed with the key of the account that works here, so
 * that it outlives the page and whoever else signs in, and opens for its owner alone. Where it is shared, what another
 * tab wrote is never written over: the two are put together, here and there.
 */
export class KeptDraft<T> {
	readonly #name: string;
	readonly #shared: SharedDraft<T> | null;
	#isKept = $state(false);
	#cannotKeep = $state(false);
	#problem = $state.raw<Problem | null>(null);
	/** What this tab knows to be on the device, and which writing it is; null: no draft. */
	#base: T | null = null;
	#revision: string | null = null;
	/** What is to be written next; `drop` where the draft is to go. */
	#next: { value: T } | 'drop' | null = null;
	#writing: Promise<void> | null = null;
	#channel: BroadcastChannel | null = null;

	constructor(name: string, shared: SharedDraft<T> | null = null) {
		this.#name = name;
		this.#shared = shared;
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

	/** The draft as it was left; null where there is none, nothing can be kept here, or the storage does not answer. */
	async open(): Promise<T | null> {
		const owner = currentKey();
		if (!owner) return null;
		const row = await whileItAnswers(
			(database) => database.get('drafts', [owner.accountId, this.#name]),
			() => undefined
		);
		await this.#know(owner, row);
		this.#isKept = this.#base !== null;
		return this.#base;
	}

	/** Takes in what other tabs write, until the returned function is called. A tab that slept looks when it wakes. */
	follow(): () => void {
		const look = () => void this.#look();
		const lookIfSeen = () => {
			if (document.visibilityState === 'visible') look();
		};
		this.#channel = new BroadcastChannel(CHANNEL);
		this.#channel.onmessage = ({ data }) => {
			if (data === this.#name) look();
		};
		document.addEventListener('visibilitychange', lookIfSeen);
		window.addEventListener('pageshow', look);
		return () => {
			this.#channel?.close();
			this.#channel = null;
			document.removeEventListener('visibilitychange', lookIfSeen);
			window.removeEventListener('pageshow', look);
		};
	}

	/** Keeps the draft as it is now. What is typed while it is written follows; only the last word is kept. */
	keep(value: T): void {
		if (this.#writing === null && this.#base !== null && canonicalJson(value) === canonicalJson(this.#base)) {
			this.#isKept = true;
			return;
		}
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

	/** Whether the draft is on the device afterwards, as it was given. */
	async #put(next: { value: T } | 'drop'): Promise<boolean> {
		const owner = currentKey();
		this.#cannotKeep = !owner || !(await canKeepSecrets());
		if (!owner || this.#cannotKeep) return false;
		const value = next === 'drop' ? null : next.value;
		const row = value === null ? null : await this.#sealed(owner, value);
		const others = await this.#exchange(owner.accountId, row);
		if (others) {
			await this.#bringTogether(owner, others.row);
			return false;
		}
		this.#base = value;
		this.#revision = row?.revision ?? null;
		this.#channel?.postMessage(this.#name);
		return value !== null;
	}

	/** Writes, unless another tab of a shared draft wrote meanwhile; then what that one wrote is given back. */
	async #exchange(accountId: string, row: DraftRow | null): Promise<{ row: DraftRow | undefined } | null> {
		const database = await deviceDatabase();
		const key = [accountId, this.#name] as [string, string];
		return withRoom(database, async () => {
			const transaction = database.transaction('drafts', 'readwrite');
			const there = await transaction.store.get(key);
			const isOthers = this.#shared !== null && revisionOf(there) !== this.#revision;
			const write = row ? () => transaction.store.put(row) : () => transaction.store.delete(key);
			await Promise.all([isOthers ? null : write(), transaction.done]);
			return isOthers ? { row: there } : null;
		});
	}

	/** Looks what is on the device now, once nothing is being written here. */
	async #look(): Promise<void> {
		await this.#writing;
		const owner = currentKey();
		if (!owner || !this.#shared || !(await canKeepSecrets())) return;
		const row = await (await deviceDatabase()).get('drafts', [owner.accountId, this.#name]);
		if (this.#writing === null && revisionOf(row) !== this.#revision) await this.#bringTogether(owner, row);
	}

	async #bringTogether(owner: Owner, row: DraftRow | undefined): Promise<void> {
		const base = this.#base;
		await this.#know(owner, row);
		const { mine, merge, take } = this.#shared!;
		// What is typed from here on finds the other tab's words in the form.
		this.#next = null;
		const both = merge(base, mine(), this.#base);
		this.#isKept = canonicalJson(both) === canonicalJson(this.#base);
		take(both);
	}

	async #know(owner: Owner, row: DraftRow | undefined): Promise<void> {
		const value = row ? await unseal(owner.key, this.#placeOf(owner.accountId), row.sealed) : null;
		this.#base = value as T | null;
		this.#revision = revisionOf(row);
	}

	async #sealed({ accountId, key }: Owner, value: T): Promise<DraftRow> {
		const sealed = await seal(key, this.#placeOf(accountId), value);
		return { accountId, name: this.#name, at: new Date().toISOString(), revision: newId(), sealed };
	}

	#placeOf(accountId: string): string {
		return `draft ${accountId} ${this.#name}`;
	}
}

/** Which writing of a draft it is; drafts of before had none and are known by their time. */
function revisionOf(row: DraftRow | undefined): string | null {
	return row ? (row.revision ?? row.at) : null;
}
