import fc from 'fast-check';
import { expect, it } from 'vitest';
import { absencesOf, isToBeLookedFor, RollCallInput } from '#domain/stays/roll-call.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 20) + minutes * 60_000).toISOString();
const mark = (personId: string, isPresent: boolean, minutes: number) => ({
	personId,
	isPresent,
	observedAt: at(minutes)
});

it('absences count in a row from the newest roll-call back to the last answer', () => {
	const marks = [
		mark('a', false, 30),
		mark('b', true, 30),
		mark('a', false, 20),
		mark('b', false, 20),
		mark('a', true, 10)
	];
	const since = new Map([
		['a', at(0)],
		['b', at(0)]
	]);
	expect([...absencesOf(marks, since)]).toEqual([['a', 2]]);
	expect([1, 2, 3].map((policy) => isToBeLookedFor(2, policy))).toEqual([true, true, false]);
});

it('a call before somebody came, and of people who are not there, says nothing', () => {
	const marks = [mark('a', false, 30), mark('a', false, 5), mark('gone', false, 30)];
	expect([...absencesOf(marks, new Map([['a', at(10)]]))]).toEqual([['a', 1]]);
});

it('an answer in the newest call clears all absences before it; without an answer all count', () => {
	fc.assert(
		fc.property(fc.array(fc.boolean(), { maxLength: 12 }), (answers) => {
			const marks = answers.map((isPresent, back) => mark('a', isPresent, 100 - back));
			const found = absencesOf(marks, new Map([['a', at(0)]])).get('a') ?? 0;
			const first = answers.indexOf(true);
			expect(found).toBe(first < 0 ? answers.length : first);
		})
	);
});

it('nobody is both present and absent in one call', () => {
	const [a, b] = ['0197f000-0000-7000-8000-000000000001', '0197f000-0000-7000-8000-000000000002'];
	const call = (presentIds: string[], absentIds: string[]) =>
		RollCallInput.safeParse({ operationId: a, pointId: a, presentIds, absentIds, deviceTime: at(0) }).success;
	expect([call([a], [b]), call([a], [a]), call([a, a], []), call([], [])]).toEqual([true, false, false, true]);
});
