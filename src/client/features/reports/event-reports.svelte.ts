import type { ReportBoard, RollUpView } from '#domain/reports/report-board.ts';
import { api } from '#client/live/api.ts';
import { live } from '#client/live/live-store.svelte.ts';
import { Loader } from '#client/live/loader.svelte.ts';

const GATHER_MS = 800;

/** Calls `read` now and whenever reports or shelters' counts change, until the returned function is called. */
export function followReports(read: () => void): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	read();
	const stop = live.onTouched((touched) => {
		if (
			touched === 'all' ||
			touched.reports.size > 0 ||
			touched.points.size > 0 ||
			touched.rosters.size > 0 ||
			touched.policies ||
			touched.indicators
		)
			timer ??= setTimeout(() => {
				timer = undefined;
				read();
			}, GATHER_MS);
	});
	return () => {
		stop();
		clearTimeout(timer);
	};
}

/** The board of an event, followed. */
export class EventBoard {
	readonly eventId: string;
	readonly loader = new Loader<ReportBoard>();

	constructor(eventId: string) {
		this.eventId = eventId;
	}

	readonly load = () => void this.loader.load(() => api.reports.board.query({ eventId: this.eventId }));
}

/** The figures of an area of an event, followed. */
export class AreaRollUp {
	readonly loader = new Loader<RollUpView>();
	readonly #of: () => { eventId: string; areaCode: string };

	constructor(of: () => { eventId: string; areaCode: string }) {
		this.#of = of;
	}

	readonly load = () => {
		const asked = this.#of();
		void this.loader.load(() => api.reports.rollUp.query(asked));
	};
}
