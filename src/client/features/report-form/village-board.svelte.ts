import type { BoardUnit, ReportBoard } from '#domain/reports/report-board.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { findOnDevice, keepOnDevice } from '#client/live/device-cache.ts';
import { live } from '#client/live/live-store.svelte.ts';
import { problemOf } from '#client/live/request-problem.ts';

const GATHER_MS = 1_000;

/** The villages of an event within the account's area and how far each is, kept for work without a network. */
export class VillageBoard {
	readonly #eventId: string;
	#board = $state.raw<ReportBoard | null>(null);
	#problem = $state.raw<Problem | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asked = 0;

	/** By code; null until the device has them. */
	readonly villages: readonly BoardUnit[] | null = $derived(
		this.#board?.units.filter(({ level }) => level === 'village') ?? null
	);

	constructor(eventId: string) {
		this.#eventId = eventId;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	/** The county's time of what is shown. */
	get at(): string | null {
		return this.#board?.at ?? null;
	}

	/** Follows the villages until the returned function is called. */
	follow(): () => void {
		void this.#open();
		const stop = live.onTouched((touched) => {
			if (touched !== 'all' && touched.reports.size === 0) return;
			this.#timer ??= setTimeout(() => {
				this.#timer = undefined;
				void this.load();
			}, GATHER_MS);
		});
		return () => {
			stop();
			clearTimeout(this.#timer);
			this.#timer = undefined;
		};
	}

	async load(): Promise<void> {
		const mine = ++this.#asked;
		try {
			const board = await api.reports.board.query({ eventId: this.#eventId });
			if (mine !== this.#asked) return;
			this.#board = board;
			this.#problem = null;
			await keepOnDevice(this.#name, board);
		} catch (error) {
			const problem = problemOf(error);
			if (mine === this.#asked) this.#problem = problem;
		}
	}

	async #open(): Promise<void> {
		const kept = await findOnDevice<ReportBoard>(this.#name);
		if (kept && !this.#board) this.#board = kept.value;
		await this.load();
	}

	get #name(): string {
		return `report.villages.${this.#eventId}`;
	}
}
