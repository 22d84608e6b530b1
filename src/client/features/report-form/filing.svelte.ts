import type { ReportKind } from '#domain/reports/report.ts';
import type { Problem } from '#domain/shared/problems.ts';
import type { PayloadOf } from '#domain/sync/operation.ts';
import { outbox } from '#client/live/outbox/outbox.svelte.ts';
import { problemOf } from '#client/live/request-problem.ts';

interface About {
	/** The id that the draft carried. */
	operationId: string;
	label: string;
	/** The refused report that this one mends. */
	replaces?: string | undefined;
}

/** Takes reports into the outbox, one press at a time. */
export class Filing {
	#isBusy = $state(false);
	#problem = $state.raw<Problem | null>(null);
	#madeHere = $state<string | null>(null);

	get isBusy(): boolean {
		return this.#isBusy;
	}

	/** Why the last report could not be kept: it is nowhere but in the form. */
	get problem(): Problem | null {
		return this.#problem;
	}

	/** The report that was made last on this page; its operation id. */
	get madeHere(): string | null {
		return this.#madeHere;
	}

	/** Keeps a report on this device, from where it goes to the county by itself. True once it is kept. */
	async keep(payload: PayloadOf<'report.file'>, { operationId, label, replaces }: About): Promise<boolean> {
		if (this.#isBusy) return false;
		this.#isBusy = true;
		this.#problem = null;
		try {
			const made = { operationId, deviceTime: new Date().toISOString() };
			const mends = replaces === undefined ? {} : { replaces };
			await outbox.enqueue('report.file', payload, { subject: payload.areaCode, label, made, ...mends });
			this.#madeHere = operationId;
			return true;
		} catch (error) {
			this.#problem = problemOf(error);
			return false;
		} finally {
			this.#isBusy = false;
		}
	}
}

/** What the next report of a unit is: 初报 before any other, 核报 where it is said to be. */
export function nextKind(isVerified: boolean, hasReported: boolean): ReportKind {
	if (!hasReported) return 'first';
	return isVerified ? 'verified' : 'continued';
}
