import type { Problem, ProblemCode } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { problemOf } from '#client/live/request-problem.ts';
import { findKeptReport, forgetReport, keepReport, type Report } from './kept-report.ts';

/** Problems that say nothing about the report itself: the same report may succeed later. */
const PASSING: ReadonlySet<ProblemCode> = new Set([
	'notConnected',
	'databaseUnavailable',
	'diskFull',
	'serverBusy',
	'internal',
	'unauthenticated',
	'passwordChangeRequired'
]);

export type CountReceipt = Awaited<ReturnType<typeof api.counts.submit.mutate>>;

/**
 * The way of one report to the county. It is kept on the device until acknowledged; sent again it carries the same
 * operation id, so the county takes it once however often it arrives. Nothing is called received before the answer.
 */
export class Sending {
	readonly #accountId: string;
	readonly #pointId: string;
	#report = $state.raw<Report | null>(null);
	#isBusy = $state(false);
	#problem = $state.raw<Problem | null>(null);
	#receipt = $state.raw<CountReceipt | null>(null);

	constructor(accountId: string, pointId: string) {
		this.#accountId = accountId;
		this.#pointId = pointId;
		this.#report = findKeptReport(localStorage, accountId, pointId);
	}

	/** The report that is not acknowledged; no other can be made before it is sent or given up. */
	get report(): Report | null {
		return this.#report;
	}

	get isBusy(): boolean {
		return this.#isBusy;
	}

	/** Why the last attempt failed. */
	get problem(): Problem | null {
		return this.#problem;
	}

	/** The county's word that it has the last report. */
	get receipt(): CountReceipt | null {
		return this.#receipt;
	}

	/** Sends a new report; the returned promise settles with the attempt. */
	async send(report: Report): Promise<void> {
		this.#report = report;
		keepReport(localStorage, this.#accountId, report);
		await this.sendAgain();
	}

	/** Tries the kept report once more. */
	async sendAgain(): Promise<void> {
		const report = this.#report;
		if (!report || this.#isBusy) return;
		this.#isBusy = true;
		this.#receipt = null;
		try {
			const sentAt = new Date().toISOString();
			this.#receipt =
				report.kind === 'count'
					? await api.counts.submit.mutate({ ...report.command, sentAt })
					: await api.counts.correct.mutate({ ...report.command, sentAt });
			this.#problem = null;
			this.#forget();
		} catch (error) {
			this.#problem = problemOf(error);
			// Refused for what it says: it would be refused again. The form still has it, to be mended.
			if (!PASSING.has(this.#problem.code)) this.#forget();
		} finally {
			this.#isBusy = false;
		}
	}

	giveUp(): void {
		this.#problem = null;
		this.#forget();
	}

	/** The words about the last report are out of date once the next is being made. */
	startAnew(): void {
		this.#receipt = null;
		if (!this.#report) this.#problem = null;
	}

	#forget(): void {
		this.#report = null;
		forgetReport(localStorage, this.#accountId, this.#pointId);
	}
}
