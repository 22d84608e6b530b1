import { ReleaseArchiveInput } from '#domain/archive/archive.ts';
import { isHeldOn } from '#domain/archive/due.ts';
import { dayOf } from '#domain/audit/audit-entry.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute } from '../../commands/execute.ts';
import { findHold, insertHold } from '../../repositories/archive.ts';
import { procedure } from '../trpc.ts';
import { subjectToHold } from './subject-to-hold.ts';

/** Ends a hold: by a word whose day is past. */
export const release = procedure('archive.hold')
	.input(ReleaseArchiveInput)
	.mutation(({ ctx, input }) =>
		execute(ctx.app, ctx.command, 'archive.hold', { ...input, until: null }, async (tx) => {
			const { of, reason } = input;
			const { now } = ctx.command;
			const subject = await subjectToHold(tx, ctx.actor, ctx.app.countyCode, of);
			const before = await findHold(tx, of);
			if (!isHeldOn(before?.until ?? null, dayOf(now))) throw new ProblemError('archiveNotHeld');
			const until = dayOf(new Date(now.getTime() - 86_400_000));
			await insertHold(tx, ctx.command, of, { until, reason });
			return { answer: { until }, changes: [], audit: [{ verb: 'archive.release', ...subject, reason }] };
		})
	);
