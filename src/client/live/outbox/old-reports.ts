import { z } from 'zod';
import { CorrectCountInput, SubmitCountInput } from '#domain/counts/commands.ts';
import { locale } from '../../i18n/locale.svelte.ts';
import type { OutboxEngine } from './engine.ts';
import type { OutboxStorage } from './storage.ts';

/** A count as the version before the outbox kept it in the local storage until the county had acknowledged it. */
const OldReport = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('count'), command: SubmitCountInput }),
	z.object({ kind: z.literal('correction'), command: CorrectCountInput })
]);

function readReport(text: string | null) {
	try {
		return OldReport.safeParse(JSON.parse(text ?? '')).data ?? null;
	} catch {
		// Not readable: the version that wrote it could not have sent it either.
		return null;
	}
}

/**
 * Moves an account's reports of the old form into the outbox, each under the operation id it had: the county may have
 * it already. One is taken from its old place only after it is kept in the new.
 */
export async function moveOldReports(
	accountId: string,
	local: Pick<Storage, 'length' | 'key' | 'getItem' | 'removeItem'>,
	storage: OutboxStorage,
	engine: OutboxEngine
): Promise<void> {
	const prefix = `anlan.report.${accountId}.`;
	const keys = Array.from({ length: local.length }, (_, index) => local.key(index)).filter((key) =>
		key?.startsWith(prefix)
	);
	for (const key of keys) {
		const report = readReport(local.getItem(key!));
		if (!report) continue;
		const { operationId, deviceTime, sentAt: _, ...payload } = report.command;
		const isMoved = (await storage.find([operationId])).length > 0;
		const label = locale.current === 'zh' ? `${payload.people} 人` : `${payload.people} people`;
		const options = { subject: payload.pointId, label, made: { operationId, deviceTime } };
		if (!isMoved) await engine.enqueue(report.kind === 'count' ? 'count.submit' : 'count.correct', payload, options);
		local.removeItem(key!);
	}
}
