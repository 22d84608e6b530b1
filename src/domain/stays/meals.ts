import { z } from 'zod';
import { dayOf } from '../audit/audit-entry.ts';
import { Command, Day, Id, line, Moment } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';

/** The meals of a day; `extra` (加餐) may be served more than once. */
export const MEALS = ['breakfast', 'lunch', 'dinner', 'extra'] as const;
export type Meal = (typeof MEALS)[number];

/** Names of the meals. */
export const MEAL_NAMES: Record<Meal, { zh: string; en: string }> = {
	breakfast: { zh: '早餐', en: 'Breakfast' },
	lunch: { zh: '午餐', en: 'Lunch' },
	dinner: { zh: '晚餐', en: 'Dinner' },
	extra: { zh: '加餐', en: 'Extra meal' }
};

const Servings = z.int().min(0).max(100_000);

/** How many people a meal was served to. A correction names the line it puts right, and why. */
export const ServeMealInput = Command.extend({
	pointId: Id,
	/** The calendar day in Asia/Shanghai. */
	day: Day,
	meal: z.enum(MEALS),
	served: Servings,
	/** Of those served, special diets. */
	special: Servings.default(0),
	correctsId: Id.nullable().default(null),
	reason: line(500).default(''),
	/** What the device's clock said when it was entered. */
	deviceTime: Moment,
	/** What the device's clock says at this sending. Not part of the content. */
	sentAt: Moment.optional()
});
export type ServeMealInput = z.infer<typeof ServeMealInput>;

/** Meals of a place between two days, both of them included; the last seven days when left out. */
export const ListMealsInput = z.object({ pointId: Id, from: Day.optional(), to: Day.optional() });

/** One entry of a meal. Lines are never rewritten; the one that nothing corrects is in force. */
export interface MealLine {
	id: string;
	day: string;
	meal: Meal;
	served: number;
	special: number;
	correctsId: string | null;
	reason: string;
	observedAt: string;
	accountName: string;
}

/** What a meal of a day came to, over its lines in force. */
export interface MealSum {
	served: number;
	special: number;
}

/** A day of a place: each meal that was entered. */
export interface MealDay {
	day: string;
	meals: Partial<Record<Meal, MealSum>>;
	/** Portions of the whole day. */
	served: number;
}

/** The lines that nothing corrects. */
export function linesInForce<T extends Pick<MealLine, 'id' | 'correctsId'>>(lines: readonly T[]): T[] {
	const corrected = new Set(lines.map(({ correctsId }) => correctsId));
	return lines.filter(({ id }) => !corrected.has(id));
}

/** The table of a place, the newest day first. */
export function mealTable(lines: readonly MealLine[]): MealDay[] {
	const days = new Map<string, MealDay>();
	for (const { day, meal, served, special } of linesInForce(lines)) {
		const of = days.get(day) ?? { day, meals: {}, served: 0 };
		const sum = of.meals[meal] ?? { served: 0, special: 0 };
		of.meals[meal] = { served: sum.served + served, special: sum.special + special };
		of.served += served;
		days.set(day, of);
	}
	return [...days.values()].sort((a, b) => b.day.localeCompare(a.day));
}

/** How many portions a place needs: those known by name, and those who were only counted. */
export interface MealSuggestion {
	named: number;
	unnamed: number;
	/** Of those named, with a special diet. */
	special: number;
}

/**
 * What to suggest for a meal. Heads without a name come from the newest word: the roll-call, or the count.
 *
 * @param count the head-count of the place, null where nothing was reported
 * @param rollCall the latest one, null where there was none
 */
export function suggestMeal(
	names: { named: number; special: number },
	count: { people: number; observedAt: string } | null,
	rollCall: { unnamed: number; observedAt: string } | null
): MealSuggestion {
	const byCount = count ? Math.max(0, count.people - names.named) : 0;
	const isCallNewer = rollCall && (!count || Date.parse(rollCall.observedAt) >= Date.parse(count.observedAt));
	return { ...names, unnamed: isCallNewer ? rollCall.unnamed : byCount };
}

/**
 * Whether a meal can be entered so.
 *
 * @param lines what was entered for the same place, day and meal
 * @returns `mealDayAhead`, `mealDietsExceed`, `mealEnteredBefore` (without word of what it corrects),
 *   `mealCorrectedBefore`, `reasonRequired`, or nothing to object
 */
export function decideMeal(
	lines: readonly Pick<MealLine, 'id' | 'correctsId' | 'served'>[],
	input: Pick<ServeMealInput, 'day' | 'meal' | 'served' | 'special' | 'correctsId' | 'reason'>,
	now: Date
): Result<null> {
	const { day, meal, served, special, correctsId, reason } = input;
	if (day > dayOf(now)) return refuse(problem('mealDayAhead', { day }));
	if (special > served) return refuse(problem('mealDietsExceed', { special, served }));
	const standing = linesInForce(lines);
	if (correctsId === null) {
		const before = meal === 'extra' ? undefined : standing[0];
		return before ? refuse(problem('mealEnteredBefore', { served: before.served })) : ok(null);
	}
	const corrected = standing.find(({ id }) => id === correctsId);
	if (!corrected)
		return refuse(problem(lines.some(({ id }) => id === correctsId) ? 'mealCorrectedBefore' : 'notFound'));
	return reason === '' ? refuse(problem('reasonRequired')) : ok(null);
}
