import type { StayConflictView } from '#domain/stays/stay-views.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { followChanges } from '#client/live/follow-changes.ts';
import { problemOf } from '#client/live/request-problem.ts';

const GATHER_MS = 500;

/** The open conflicts of the account's area; renewed when people move or one is settled. */
export class Conflicts {
	#list = $state.raw<readonly StayConflictView[] | null>(null);
	#count = $state(0);
	#next = $state<string | null>(null);
	#problem = $state.raw<Problem | null>(null);

	/** Null until they were read. */
	get list(): readonly StayConflictView[] | null {
		return this.#list;
	}

	/** How many there are, on this page of the list and beyond. */
	get count(): number {
		return this.#count;
	}

	get hasMore(): boolean {
		return this.#next !== null;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	/** Follows them until the returned function is called. */
	follow(): () => void {
		void this.load();
		return followChanges({ touched: ({ rosters }) => rosters.size > 0 }, GATHER_MS, () => void this.load());
	}

	/** Reads as many as are shown, from the oldest. */
	async load(): Promise<void> {
		const limit = Math.min(200, Math.max(100, this.#list?.length ?? 0));
		try {
			const { conflicts, count, next } = await api.stays.conflicts.query({ limit });
			this.#list = conflicts;
			this.#count = count;
			this.#next = next;
			this.#problem = null;
		} catch (error) {
			this.#problem = problemOf(error);
		}
	}

	/** Reads those after the ones shown. */
	async loadMore(): Promise<void> {
		if (this.#next === null) return;
		try {
			const { conflicts, count, next } = await api.stays.conflicts.query({ after: this.#next });
			this.#list = [...(this.#list ?? []), ...conflicts];
			this.#count = count;
			this.#next = next;
		} catch (error) {
			this.#problem = problemOf(error);
		}
	}
}
