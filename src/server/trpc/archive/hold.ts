import { HoldArchiveInput } from '#domain/archive/archive.ts';
import { dayOf } from '#domain/audit/audit-entry.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute } from '../../commands/execute.ts';
import { insertHold } from '../../repositories/archive.ts';
import { procedure } from '../trpc.ts';
import { subjectToHold } from './subject-to-hold.ts';

/** Keeps the people of an event, or a household, from being anonymised up to a day; a later word takes its place. */
export const hold = procedure('archive.hold')
	.input(HoldArchiveInput)
	.mutation(({ ctx, input }) =>
		execute(ctx.app, ctx.command, 'archive.hold', input, async (tx) => {
			const { of, until, reason } = input;
			const subject = await subjectToHold(tx, ctx.actor, ctx.app.countyCode, of);
			if (until < dayOf(ctx.command.now)) throw new ProblemError('archiveDayPast', { day: until });
			await insertHold(tx, ctx.command, of, { until, reason });
			return {
				answer: { until },
				changes: [],
				audit: [{ verb: 'archive.hold', ...subject, after: { until }, reason }]
			};
		})
	);
