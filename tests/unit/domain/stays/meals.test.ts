import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideMeal, linesInForce, MEALS, mealTable, suggestMeal, type MealLine } from '#domain/stays/meals.ts';
import { decideKeepNames } from '#domain/stays/place-commands.ts';

const NOW = new Date('2026-01-20T04:00:00Z');
const line = (id: string, over: Partial<MealLine> = {}): MealLine => ({
	id,
	day: '2026-01-20',
	meal: 'lunch',
	served: 50,
	special: 2,
	correctsId: null,
	reason: '',
	observedAt: NOW.toISOString(),
	accountName: '某',
	...over
});

const entry = { day: '2026-01-20', meal: 'lunch' as const, served: 50, special: 2, correctsId: null, reason: '' };
const code = (lines: MealLine[], over: object) => {
	const decided = decideMeal(lines, { ...entry, ...over }, NOW);
	return decided.ok ? 'ok' : decided.problem.code;
};

it('a meal is entered once, then corrected with a reason; extra meals add up', () => {
	expect(code([], {})).toBe('ok');
	expect(code([line('1')], {})).toBe('mealEnteredBefore');
	expect(code([line('1', { meal: 'extra' })], { meal: 'extra' })).toBe('ok');
	expect(code([line('1')], { correctsId: '1' })).toBe('reasonRequired');
	expect(code([line('1')], { correctsId: '1', reason: '多算了一桌' })).toBe('ok');
	expect(code([line('1')], { correctsId: '2', reason: '多算了一桌' })).toBe('notFound');
	const corrected = [line('1'), line('2', { correctsId: '1' })];
	expect(code(corrected, { correctsId: '1', reason: '又错了' })).toBe('mealCorrectedBefore');
	expect(code(corrected, { correctsId: '2', reason: '又错了' })).toBe('ok');
});

it('a day is that of Shanghai and not ahead; diets are among those served', () => {
	expect(decideMeal([], { ...entry, day: '2026-01-21' }, new Date('2026-01-20T16:30:00Z')).ok).toBe(true);
	expect(code([], { day: '2026-01-21' })).toBe('mealDayAhead');
	expect(code([], { special: 51 })).toBe('mealDietsExceed');
});

it('the table sums what is in force, the newest day first', () => {
	const table = mealTable([
		line('1', { served: 60 }),
		line('2', { served: 50, correctsId: '1', reason: '多算' }),
		line('3', { meal: 'extra', served: 10, special: 0 }),
		line('4', { meal: 'extra', served: 5, special: 1 }),
		line('5', { day: '2026-01-19', meal: 'dinner', served: 7, special: 0 })
	]);
	expect(table).toEqual([
		{
			day: '2026-01-20',
			meals: { lunch: { served: 50, special: 2 }, extra: { served: 15, special: 1 } },
			served: 65
		},
		{ day: '2026-01-19', meals: { dinner: { served: 7, special: 0 } }, served: 7 }
	]);
});

it('however often a meal is corrected, one line of it is in force, and it is the last', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 8 }), fc.constantFrom(...MEALS), (served, meal) => {
			const lines = served.map((heads, at) =>
				line(String(at), { meal, served: heads, special: 0, correctsId: at === 0 ? null : String(at - 1) })
			);
			expect(linesInForce(lines).map(({ id }) => id)).toEqual([String(served.length - 1)]);
			expect(mealTable(lines)[0]!.served).toBe(served.at(-1));
		})
	);
});

it('heads without a name come from the newest word', () => {
	const names = { named: 40, special: 3 };
	const at = (hour: number) => new Date(Date.UTC(2026, 0, 20, hour)).toISOString();
	expect(suggestMeal(names, null, null)).toEqual({ named: 40, special: 3, unnamed: 0 });
	expect(suggestMeal(names, { people: 46, observedAt: at(8) }, null).unnamed).toBe(6);
	expect(suggestMeal(names, { people: 38, observedAt: at(8) }, null).unnamed).toBe(0);
	expect(suggestMeal(names, { people: 46, observedAt: at(8) }, { unnamed: 2, observedAt: at(9) }).unnamed).toBe(2);
	expect(suggestMeal(names, { people: 46, observedAt: at(10) }, { unnamed: 2, observedAt: at(9) }).unnamed).toBe(6);
});

it('names begin to count when they are as many as heads, or with a reason', () => {
	const decide = (difference: number | null, reason: string, keepsNames = true, now = false) => {
		const decided = decideKeepNames({ keepsNames: now, difference }, { keepsNames, reason });
		return decided.ok ? 'ok' : decided.problem.code;
	};
	expect([decide(0, ''), decide(null, ''), decide(-2, ''), decide(2, '已逐户核对')]).toEqual([
		'ok',
		'ok',
		'namesDiffer',
		'ok'
	]);
	expect([decide(5, '', false, true), decide(0, '', true, true), decide(0, '', false)]).toEqual([
		'ok',
		'nothingToChange',
		'nothingToChange'
	]);
});
