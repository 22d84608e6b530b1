import type { Touched } from '#domain/changes/live-state.ts';
import type { ReportsToDo } from '#domain/reports/reports-to-do.ts';
import { api } from './api.ts';
import { followChanges } from './follow-changes.ts';
import { live } from './live-store.svelte.ts';
import { problemOf } from './request-problem.ts';

/** Reports come in by the minute; the figures in the bar are renewed no oftener than this. */
const GATHER_MS = 5_000;
/** A clock runs out without anybody doing anything. */
const RENEW_MS = 60_000;

const NOTHING: ReportsToDo = { late: 0, toReview: 0 };

/** Which reports wait for the account that works here: late ones to file, filed ones to decide on. */
class OpenReports {
	#toDo = $state.raw(NOTHING);

	/** As the county said last. */
	get toDo(): ReportsToDo {
		return this.#toDo;
	}

	/** Follows them until the returned function is called. */
	follow(): () => void {
		void this.#read();
		const renewing = setInterval(() => void this.#read(), RENEW_MS);
		const touched = ({ reports, events }: Touched) => reports.size > 0 || events.size > 0;
		const stop = followChanges({ touched }, GATHER_MS, () => void this.#read());
		return () => {
			stop();
			clearInterval(renewing);
			this.#toDo = NOTHING;
		};
	}

	async #read(): Promise<void> {
		if (live.connection === 'offline') return;
		try {
			this.#toDo = await api.reports.toDo.query();
		} catch (error) {
			// Without an answer the last figures stand; the bar says by itself that the county is not heard.
			problemOf(error);
		}
	}
}

/** The ones of this page. */
export const reportsToDo = new OpenReports();
