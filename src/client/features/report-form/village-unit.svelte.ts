import type { UnitView } from '#domain/reports/report-board.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import type { ReportSummary } from '#domain/reports/report.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { findOnDevice, keepOnDevice } from '#client/live/device-cache.ts';
import { live } from '#client/live/live-store.svelte.ts';
import { outbox } from '#client/live/outbox/outbox.svelte.ts';
import { problemOf } from '#client/live/request-problem.ts';
import { basisWith, isWaiting, ownReports } from './own-reports.ts';
import type { Basis } from './report-draft.ts';

const GATHER_MS = 300;

interface Kept {
	view: UnitView;
	history: ReportSummary[];
}

/** A village's chain of reports for an event: the county's word, what was made here since, kept for work without a network. */
export class VillageUnit {
	readonly eventId: string;
	readonly areaCode: string;
	#view = $state.raw<UnitView | null>(null);
	#history = $state.raw<readonly ReportSummary[]>([]);
	#problem = $state.raw<Problem | null>(null);
	#isSettled = $state(false);
	/** What reports made here said, for as long as the county's word does not have them in it: the outbox forgets it. */
	readonly #said = new Map<string, Record<string, unknown>>();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asked = 0;

	/** Reports made here for this unit, oldest first. */
	readonly own = $derived.by(() => ownReports(outbox.operations, this.eventId, this.areaCode));
	/** What the next report goes on from. */
	readonly basis: Basis | null = $derived.by(() => {
		const view = this.#view;
		const since = this.own.flatMap((operation) => {
			if (isWaiting(operation)) this.#said.set(operation.operationId, operation.payload);
			const payload = this.#said.get(operation.operationId);
			const isNews =
				isWaiting(operation) || (operation.state === 'applied' && (operation.answeredAt ?? '') > (view?.at ?? ''));
			return payload && isNews && payload['eventId'] === this.eventId ? [{ operation, payload }] : [];
		});
		return basisWith(view?.standing ? basisOf(view.standing) : null, since, live.clockOffset);
	});

	/** What was accepted last, where the basis is not that report; null where it is, or none was accepted. */
	readonly accepted: Figures | null = $derived.by(() => {
		const view = this.#view;
		if (!view?.unit?.acceptedId || this.basis?.id === view.unit.acceptedId) return null;
		return (view.accepted ?? view.standing)?.figures ?? null;
	});

	constructor(eventId: string, areaCode: string) {
		this.eventId = eventId;
		this.areaCode = areaCode;
	}

	/** The county's word; null until the device has one. */
	get view(): UnitView | null {
		return this.#view;
	}

	/** All reports, the latest first. */
	get history(): readonly ReportSummary[] {
		return this.#history;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	/** Whether it is known what there is to go on from, or that it cannot be known now. */
	get isSettled(): boolean {
		return this.#isSettled && outbox.isRead;
	}

	/** Follows the unit until the returned function is called. */
	follow(): () => void {
		void this.#open();
		const stops = [
			live.onTouched((touched) => {
				if (touched === 'all' || touched.reports.has(this.areaCode) || touched.events.has(this.eventId)) this.#reload();
			}),
			outbox.onAnswered(({ kind, subject }) => {
				if (kind === 'report.file' && subject === this.areaCode) this.#reload();
			})
		];
		return () => {
			for (const stop of stops) stop();
			clearTimeout(this.#timer);
			this.#timer = undefined;
		};
	}

	async load(): Promise<void> {
		const mine = ++this.#asked;
		const { eventId, areaCode } = this;
		try {
			const [view, history] = await Promise.all([
				api.reports.unit.query({ eventId, areaCode }),
				api.reports.history.query({ eventId, areaCode })
			]);
			if (mine !== this.#asked) return;
			this.#show({ view, history });
			this.#problem = null;
			await keepOnDevice(this.#name, { view, history } satisfies Kept);
		} catch (error) {
			const problem = problemOf(error);
			if (mine === this.#asked) this.#problem = problem;
		}
		this.#isSettled = true;
	}

	#show({ view, history }: Kept): void {
		this.#view = view;
		this.#history = history;
		this.#isSettled = true;
	}

	async #open(): Promise<void> {
		const kept = await findOnDevice<Kept>(this.#name);
		if (kept && !this.#view) this.#show(kept.value);
		await this.load();
	}

	#reload(): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			void this.load();
		}, GATHER_MS);
	}

	get #name(): string {
		return `report.${this.eventId}.${this.areaCode}`;
	}
}

function basisOf({ id, figures, sources, reasons, observedAt }: NonNullable<UnitView['standing']>): Basis {
	return { id, figures, sources, reasons, at: observedAt, isWaiting: false };
}
