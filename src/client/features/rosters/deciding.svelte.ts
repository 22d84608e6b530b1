import type { EntryView, RosterView } from '#domain/rosters/roster.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { problemOf } from '#client/live/request-problem.ts';
import { Submission } from '#client/live/submission.svelte.ts';

/** The queue of roster entries that a person has to decide, over all rosters in force. */
export class Deciding {
	readonly submission = new Submission();
	#rosters: RosterView[] = [];
	#at = 0;
	#after: string | undefined;
	#entries = $state.raw<readonly EntryView[]>([]);
	#total = $state(0);
	#left = $state(0);
	#isDone = $state(false);
	#problem = $state.raw<Problem | null>(null);

	/** The entry to decide now; null while one is fetched, or at the end. */
	get entry(): EntryView | null {
		return this.#entries[0] ?? null;
	}

	/** How many are still to be decided, those left as they are aside. */
	get remaining(): number {
		return Math.max(0, this.#total - this.#left);
	}

	/** How many were left as they are. */
	get left(): number {
		return this.#left;
	}

	get isDone(): boolean {
		return this.#isDone;
	}

	get problem(): Problem | null {
		return this.#problem ?? this.submission.problem;
	}

	/** Begins from the first entry. */
	async start(): Promise<void> {
		[this.#at, this.#after, this.#entries] = [0, undefined, []];
		[this.#left, this.#isDone, this.#problem] = [0, false, null];
		try {
			const { rosters } = await api.rosters.list.query({});
			this.#rosters = rosters.filter(({ counts }) => counts.proposed > 0);
			this.#total = this.#rosters.reduce((sum, { counts }) => sum + counts.proposed, 0);
			await this.#fill();
		} catch (error) {
			this.#problem = problemOf(error);
		}
	}

	/** Whether a candidate is the person of the entry. True once the county has it. */
	async decide(personId: string, verdict: 'match' | 'notTheSame'): Promise<boolean> {
		const { entry } = this;
		if (!entry || this.submission.isBusy) return false;
		const word = { entryId: entry.id, version: entry.version, verdict, personId };
		const answer = await this.submission.send(word, (input) => api.rosters.decide.mutate(input));
		if (!answer) {
			// Somebody else decided it meanwhile: the queue is read anew.
			if (this.submission.problem?.code === 'versionConflict') await this.start();
			return false;
		}
		const candidates = entry.candidates.filter(({ id }) => id !== personId);
		if (verdict === 'notTheSame' && candidates.length > 0)
			this.#entries = [{ ...entry, candidates, version: answer.version }, ...this.#entries.slice(1)];
		else {
			this.#total--;
			await this.#next();
		}
		return true;
	}

	/** Leaves the entry as it is, for later. */
	async leave(): Promise<void> {
		if (!this.entry || this.submission.isBusy) return;
		this.submission.clear();
		this.#left++;
		await this.#next();
	}

	async #next(): Promise<void> {
		this.#entries = this.#entries.slice(1);
		try {
			await this.#fill();
		} catch (error) {
			this.#problem = problemOf(error);
		}
	}

	/** Fetches the next entries where none is at hand. */
	async #fill(): Promise<void> {
		while (this.#entries.length === 0) {
			const roster = this.#rosters[this.#at];
			if (!roster) {
				this.#isDone = true;
				return;
			}
			const from = this.#after === undefined ? {} : { after: this.#after };
			const { entries, next } = await api.rosters.proposals.query({ rosterId: roster.id, state: 'proposed', ...from });
			this.#entries = entries.filter(({ candidates }) => candidates.length > 0);
			if (next === null) this.#at++;
			this.#after = next ?? undefined;
		}
	}
}
