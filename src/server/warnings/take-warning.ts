import { createHash } from 'node:crypto';
import { ProblemError } from '#domain/shared/problems.ts';
import { affectedTownships } from '#domain/warnings/affected-townships.ts';
import type { TakenWarning } from '#domain/warnings/take-warning.ts';
import { ownSender } from '#domain/warnings/own-sender.ts';
import type { Warning } from '#domain/warnings/warning.ts';
import { accept, execute, requireCovered, type CommandContext, type Executor } from '../commands/execute.ts';
import { readCap } from '../importers/cap/read-cap.ts';
import { newId } from '../new-id.ts';
import { findCountyAreas, findMapShapes } from '../repositories/areas.ts';
import { findSame, insertWarning } from '../repositories/warnings.ts';

interface WarningFile {
	operationId: string;
	fileName: string;
	bytes: Uint8Array;
	cameBy: 'upload' | 'folder';
}

/**
 * Takes in a CAP file: read strictly, its townships found, kept as it is. The same message again is known.
 *
 * @throws ProblemError `invalidFile` with what is wrong, `warningDiffers` for a message that came with other content,
 *   `warningSignedAsOwn` for one that bears the county's own name but was not issued here
 */
export async function takeWarning(host: Executor, context: CommandContext, file: WarningFile): Promise<TakenWarning> {
	const { countyCode } = host;
	requireCovered(context.actor, { areas: [countyCode] });
	const { operationId, fileName, bytes, cameBy } = file;
	const warning = accept(readCap(bytes));
	const isSignedAsOwn = warning.sender === ownSender(countyCode);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const areaCodes = await areasOf(host, warning);
	return execute(host, context, 'warning.take', { operationId, fileName, sha256 }, async (tx) => {
		const known = await findSame(tx, warning);
		if (known && known.sha256 !== sha256) throw new ProblemError('warningDiffers', { identifier: warning.identifier });
		const answer = { warningId: known?.id ?? newId(), isNew: known === null };
		if (known) return { answer, changes: [], audit: [] };
		if (isSignedAsOwn) throw new ProblemError('warningSignedAsOwn', { sender: warning.sender });
		await insertWarning(tx, context, { id: answer.warningId, warning, areaCodes, fileName, cameBy, sha256 });
		const { identifier, sender, sent, messageType } = warning;
		const after = { identifier, sender, sent, messageType, areaCodes, fileName, cameBy, sha256 };
		const subject = { subjectType: 'warning' as const, subjectId: answer.warningId, areaCode: countyCode };
		const changes = [{ type: 'warning.taken' as const, warning: { id: answer.warningId, areaCodes } }];
		return { answer, changes, audit: [{ verb: 'warning.take', ...subject, after }] };
	});
}

async function areasOf({ db, countyCode }: Executor, warning: Warning): Promise<string[]> {
	const [{ shapes }, areas] = await Promise.all([
		findMapShapes(db.pool, countyCode, countyCode, new Map()),
		findCountyAreas(db.pool, countyCode)
	]);
	const shapeOf = new Map(shapes.features.map(({ geometry, properties: { code } }) => [code, geometry]));
	const townships = areas.flatMap(({ code, parentCode }) =>
		parentCode === countyCode ? [{ code, geometry: shapeOf.get(code) ?? null }] : []
	);
	return affectedTownships(warning, townships, countyCode);
}
