import { observationTime } from '#domain/counts/take-observation.ts';
import { decideMeal, ServeMealInput } from '#domain/stays/meals.ts';
import type { App } from '../../app.ts';
import { accept, execute, type CommandContext } from '../../commands/execute.ts';
import { findMealLines, insertMealLine } from '../../repositories/meals.ts';
import { findRosters } from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';
import { placeToWorkIn } from './place-to-work-in.ts';

/** Keeps how many people a meal was served to, or puts an earlier entry right with a line of its own. */
export function enterMeal(app: App, context: CommandContext, input: ServeMealInput): Promise<{ mealLineId: string }> {
	const { sentAt, ...command } = input;
	return execute(app, context, 'stay.serveMeal', command, async (tx) => {
		const point = await placeToWorkIn(tx, context.actor, command.pointId);
		const { operationId: id, ...line } = command;
		accept(decideMeal(await findMealLines(tx, point.id, line), line, context.now));
		const observedAt = observationTime(line.deviceTime, sentAt, context.now.toISOString());
		await insertMealLine(tx, context, { ...line, id, observedAt });
		const { day, meal, served, special, correctsId, reason } = line;
		const [roster] = await findRosters(tx, [point]);
		return {
			answer: { mealLineId: id },
			changes: [{ type: 'stays.changed', roster: roster! }],
			audit: [
				{
					verb: 'stay.serveMeal',
					subjectType: 'countPoint',
					subjectId: point.id,
					areaCode: point.areaCode,
					after: { day, meal, served, special, correctsId },
					reason
				}
			]
		};
	});
}

/** A meal of a place: how many it was served to. */
export const serveMeal = procedure('stay.serveMeal')
	.input(ServeMealInput)
	.mutation(({ ctx, input }) => enterMeal(ctx.app, ctx.command, input));
