import type { Meal, MealLine } from '#domain/stays/meals.ts';
import { Prisma } from '../db/generated/client.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import { iso } from './counts.ts';

/** A line of a meal ready to be kept. */
export interface NewMealLine extends Omit<MealLine, 'accountName'> {
	pointId: string;
	deviceTime: string;
}

/** Which lines: those of a meal of a day, or all of some days. */
export type MealsOf = { day: string; meal: Meal } | { from: string; to: string };

/** Lines of a place, oldest first. */
export async function findMealLines(db: Pick<Tx, '$queryRaw'>, pointId: string, of: MealsOf): Promise<MealLine[]> {
	const wanted =
		'meal' in of
			? Prisma.sql`m.day = ${of.day}::date AND m.meal = ${of.meal}`
			: Prisma.sql`m.day BETWEEN ${of.from}::date AND ${of.to}::date`;
	return db.$queryRaw<MealLine[]>(Prisma.sql`
		SELECT m.id, m.day::text, m.meal, m.served, m.special, m.corrects_id AS "correctsId", m.reason,
			${Prisma.raw(iso('m.observed_at'))} AS "observedAt", m.account_name AS "accountName"
		FROM meal_line m WHERE m.point_id = ${pointId}::uuid AND ${wanted} ORDER BY m.received_at, m.id`);
}

/** Keeps a line, for good. */
export async function insertMealLine(tx: Tx, context: CommandContext, line: NewMealLine): Promise<void> {
	const { actor, deviceId, now } = context;
	await tx.mealLine.create({
		data: {
			...line,
			day: new Date(`${line.day}T00:00:00Z`),
			receivedAt: now,
			accountId: actor.accountId,
			accountName: actor.name,
			deviceId
		}
	});
}
