import { z } from 'zod';
import { CorrectCountInput, SubmitCountInput } from '#domain/counts/commands.ts';

/** A report on its way: the command as it was made, kept until the county has acknowledged it. */
const Report = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('count'), command: SubmitCountInput }),
	z.object({ kind: z.literal('correction'), command: CorrectCountInput })
]);
export type Report = z.infer<typeof Report>;

/** Where reports are kept, as much of `Storage` as is needed. */
export type ReportStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

function keyOf(accountId: string, pointId: string): string {
	return `anlan.report.${accountId}.${pointId}`;
}

/**
 * Keeps a report on this device, so that a closed page or an empty battery does not lose it.
 *
 * @returns whether it could be kept (storage may be full or forbidden; the page then still holds it)
 */
export function keepReport(storage: ReportStorage, accountId: string, report: Report): boolean {
	try {
		storage.setItem(keyOf(accountId, report.command.pointId), JSON.stringify(report));
		return true;
	} catch {
		return false;
	}
}

/** The report of this account on a count point that was never acknowledged; null when there is none. */
export function findKeptReport(storage: ReportStorage, accountId: string, pointId: string): Report | null {
	try {
		const text = storage.getItem(keyOf(accountId, pointId));
		return text === null ? null : (Report.safeParse(JSON.parse(text)).data ?? null);
	} catch {
		// Not readable: nothing of it can be sent.
		return null;
	}
}

/** Forgets a report: it was acknowledged, refused for good, or given up. */
export function forgetReport(storage: ReportStorage, accountId: string, pointId: string): void {
	try {
		storage.removeItem(keyOf(accountId, pointId));
	} catch {
		// Forbidden storage holds nothing to forget.
		return;
	}
}
