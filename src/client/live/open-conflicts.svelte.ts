import { api } from './api.ts';
import { followChanges } from './follow-changes.ts';
import { problemOf } from './request-problem.ts';

/** People move by the minute; the figure in the bar is renewed no oftener than this. */
const GATHER_MS = 3_000;

/** How many people are claimed by two places, in the area of the account that works here. */
class OpenConflicts {
	#count = $state(0);

	/** As the county said last. */
	get count(): number {
		return this.#count;
	}

	/** Follows them until the returned function is called. */
	follow(): () => void {
		void this.#read();
		const stop = followChanges({ touched: ({ rosters }) => rosters.size > 0 }, GATHER_MS, () => void this.#read());
		return () => {
			stop();
			this.#count = 0;
		};
	}

	async #read(): Promise<void> {
		try {
			this.#count = (await api.stays.conflicts.query({ limit: 1 })).count;
		} catch (error) {
			// Without an answer the last figure stands; the bar says by itself that the county is not heard.
			problemOf(error);
		}
	}
}

/** The ones of this page. */
export const openConflicts = new OpenConflicts();
