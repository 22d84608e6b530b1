import { dayOf } from '#domain/audit/audit-entry.ts';
import {
	ListMealsInput,
	mealTable,
	suggestMeal,
	type MealDay,
	type MealLine,
	type MealSuggestion
} from '#domain/stays/meals.ts';
import { findMealLines } from '../../repositories/meals.ts';
import { findLatestRollCall } from '../../repositories/roll-calls.ts';
import { countNames } from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';
import { pointToRead } from './point-to-read.ts';

const WEEK_MS = 6 * 86_400_000;

/** The meals of a place by day with all their lines, and how many portions are likely wanted now. */
export const meals = procedure('stay.read')
	.input(ListMealsInput)
	.query(async ({ ctx, input }): Promise<{ days: MealDay[]; lines: MealLine[]; suggestion: MealSuggestion }> => {
		const { db } = ctx.app;
		const { now } = ctx.command;
		const point = await pointToRead(db, ctx.actor, input.pointId);
		const { to = dayOf(now), from = dayOf(new Date(now.getTime() - WEEK_MS)) } = input;
		const [lines, { named, needs }, call] = await Promise.all([
			findMealLines(db.prisma, point.id, { from, to }),
			countNames(db.prisma, point.id),
			findLatestRollCall(db, point.id)
		]);
		const { people, observedAt } = point;
		const count = people !== null && observedAt !== null ? { people, observedAt } : null;
		const suggestion = suggestMeal({ named, special: needs.diet ?? 0 }, count, call);
		return { days: mealTable(lines), lines, suggestion };
	});
