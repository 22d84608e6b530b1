import { createHash } from 'node:crypto';
import type { IndicatorPreview } from '#domain/history/import-indicators.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute, requireCovered, type CommandContext, type Executor } from '../commands/execute.ts';
import { newId } from '../new-id.ts';
import { insertImport } from '../repositories/history-imports.ts';
import { effectOf, holdHistory, insertRows } from '../repositories/history-rows.ts';
import { planFile, type PlannedFile } from './plan-file.ts';

/** What loading a file did. */
export interface LoadedAnswer {
	/** Null when every row was known already, so that nothing was written. */
	importId: string | null;
	added: number;
	known: number;
	replaced: number;
}

interface LoadCommand {
	operationId: string;
	fileName: string;
	bytes: Uint8Array;
}

/**
 * Loads an export as a whole or not at all; rows that are known already are not written again.
 *
 * @throws ProblemError `fileHasProblems` while a cell cannot be read, `notFound` for who is not the county's
 */
export async function loadFile(host: Executor, context: CommandContext, command: LoadCommand): Promise<LoadedAnswer> {
	requireCovered(context.actor, { areas: [host.countyCode] });
	const file = await planFile(host.db, command.bytes);
	return loadPlanned(host, context, command, file);
}

/** The same for a file that is planned already. */
export async function loadPlanned(
	host: Executor,
	context: CommandContext,
	{ operationId, fileName, bytes }: LoadCommand,
	{ rows, totals, preview }: PlannedFile
): Promise<LoadedAnswer> {
	requireReadable(preview);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return execute(host, context, 'history.import', { operationId, fileName, sha256 }, async (tx) => {
		await holdHistory(tx);
		const effect = await effectOf(tx, rows);
		const id = effect.added > 0 ? newId() : null;
		if (id !== null) {
			await insertRows(tx, id, rows);
			await insertImport(tx, context, { id, fileName, sha256, preview: { ...preview, effect }, totals });
		}
		const answer = { importId: id, ...effect };
		return {
			answer,
			changes: [],
			audit: [
				{
					verb: 'history.import',
					subjectType: 'historyImport',
					subjectId: id ?? operationId,
					areaCode: host.countyCode,
					after: { fileName, sha256, rows: preview.rows, ...answer }
				}
			]
		};
	});
}

function requireReadable({ problems, problemCount }: IndicatorPreview): void {
	const [first] = problems;
	if (!first) return;
	const { row, column, zh, en } = first;
	throw new ProblemError('fileHasProblems', { count: problemCount, row, column, detailZh: zh, detailEn: en });
}
