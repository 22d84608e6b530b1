import { ExportArchiveInput, requireClosed } from '#domain/archive/archive.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { writeExport } from '../../archive/write-export.ts';
import { accept, execute, requireCovered } from '../../commands/execute.ts';
import { insertExport } from '../../repositories/archive.ts';
import { findEvent } from '../../repositories/events.ts';
import { procedure } from '../trpc.ts';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * The people of a closed event, unmasked, as a file in base64. Who took it out, when, why, how many people and the
 * file's SHA-256 are kept; the file is not, so an answer that was lost is asked for anew, under another operation id.
 */
export const exportEvent = procedure('archive.export')
	.input(ExportArchiveInput)
	.mutation(async ({ ctx, input }) => {
		const { db, countyCode } = ctx.app;
		requireCovered(ctx.actor, { areas: [countyCode] });
		const found = await findEvent(db.prisma, input.eventId);
		if (!found) throw new ProblemError('notFound');
		const { id: eventId, name, closedAt } = accept(requireClosed(found));
		const { bytes, sha256, persons } = await writeExport(ctx.app, eventId);
		await execute(ctx.app, ctx.command, 'archive.export', { ...input, sha256 }, async (tx) => {
			const { reason } = input;
			const exportId = await insertExport(tx, ctx.command, { eventId, persons, sha256, reason });
			const subject = { subjectType: 'event' as const, subjectId: eventId, areaCode: countyCode };
			const audit = { verb: 'archive.export' as const, ...subject, after: { exportId, persons, sha256 }, reason };
			return { answer: { exportId }, changes: [], audit: [audit] };
		});
		const fileName = `${name}-人员存档-${closedAt.slice(0, 10)}.xlsx`;
		return { persons, sha256, fileName, contentType: XLSX_TYPE, content: bytes.toString('base64') };
	});
