import { isWithin } from '#domain/areas/area-code.ts';
import { MakeListInput } from '#domain/relocation/relocation.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute } from '../../commands/execute.ts';
import { findUnlisted, writeOnLists } from '../../repositories/relocation-lists.ts';
import { requireAreas } from '../../repositories/required-areas.ts';
import { procedure } from '../trpc.ts';
import { eventToUse } from '../shelters/change-shelter.ts';

/** Puts the registered households of a village, or of each village of a township, on its list; again, those since. */
export const make = procedure('relocation.make')
	.input(MakeListInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		const { eventId, areaCode } = input;
		return execute(ctx.app, ctx.command, 'relocation.make', input, async (tx) => {
			const event = await eventToUse(tx, actor, eventId);
			if (event.closedAt) throw new ProblemError('eventClosed');
			await requireAreas(tx, actor, [areaCode]);
			const isHit = event.areaCodes.some((code) => isWithin(areaCode, code) || isWithin(code, areaCode));
			const households = isHit ? await findUnlisted(tx, eventId, areaCode) : [];
			if (households.length === 0) throw new ProblemError('nobodyToList');
			const lists = await writeOnLists(tx, eventId, households, actor, now);
			const answer = { lists: lists.length, households: households.length };
			const subject = { subjectType: 'event' as const, subjectId: eventId, areaCode };
			return {
				answer,
				changes: lists.map(({ id: _, ...village }) => ({ type: 'relocation.changed', village })),
				audit: [{ verb: 'relocation.make', ...subject, after: answer }]
			};
		});
	});
