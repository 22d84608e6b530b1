import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NEEDS } from '#domain/people/person.ts';
import { effectivePolicies } from '#domain/policies/policies.ts';
import { orderHouseholds } from '#domain/relocation/order-households.ts';
import { PROGRESS_KINDS, progressKind, progressOf } from '#domain/relocation/progress.ts';
import { TickInput, type RelocationListView } from '#domain/relocation/relocation.ts';
import { RELOCATION_STATES } from '#domain/relocation/relocation-state.ts';
import { standingOf, withDoneHere, type TickHere } from '#domain/relocation/with-done-here.ts';
import { GROUPS } from '#domain/rosters/groups.ts';

const WEIGHTS = effectivePolicies([]);
const ID = '019b0000-0000-7000-8000-000000000001';
const standing = fc
	.record({
		state: fc.constantFrom(...RELOCATION_STATES),
		isDisputed: fc.boolean(),
		members: fc.integer({ min: 0, max: 9 }),
		away: fc.integer({ min: 0, max: 9 })
	})
	.map((of) => ({ ...of, away: Math.min(of.away, of.members) }));

describe('the progress of a list', () => {
	test('counts every household once, and no more people gone than there are', () => {
		fc.assert(
			fc.property(fc.array(standing), (households) => {
				const { kinds, people, peopleGone, households: total } = progressOf(households);
				expect(PROGRESS_KINDS.reduce((sum, kind) => sum + kinds[kind], 0)).toBe(total);
				expect(total).toBe(households.length);
				expect(peopleGone).toBeLessThanOrEqual(people);
			})
		);
	});

	test('goes by the names at the shelters first, then by who says otherwise, then by the tick', () => {
		const one = { state: 'todo', isDisputed: true, members: 3, away: 3 } as const;
		expect(progressKind(one)).toBe('gone');
		expect(progressKind({ ...one, away: 2 })).toBe('disputed');
		expect(progressKind({ ...one, away: 2, isDisputed: false })).toBe('todo');
		expect(progressKind({ ...one, away: 0, isDisputed: false, state: 'left' })).toBe('gone');
		expect(progressOf([{ ...one, away: 2, isDisputed: false }])).toMatchObject({ people: 3, peopleGone: 2 });
	});
});

test('a list puts who is in a group that counts before who is in none, needs before none', () => {
	const member = fc.record({ groups: fc.subarray([...GROUPS]), needs: fc.subarray([...NEEDS]) });
	const household = fc.record({ householdId: fc.uuid(), members: fc.array(member, { minLength: 1, maxLength: 5 }) });
	fc.assert(
		fc.property(fc.array(household), (households) => {
			const ordered = orderHouseholds(households, WEIGHTS);
			expect(ordered).toHaveLength(households.length);
			const vulnerable = ordered.map(({ members }) => members.some(({ groups }) => groups.length > 0));
			expect(vulnerable).toEqual(vulnerable.toSorted((a, b) => Number(b) - Number(a)));
			const plain = ordered.filter((_, at) => !vulnerable[at]);
			const needy = plain.map(({ members }) => members.some(({ needs }) => needs.some((need) => need !== 'diet')));
			expect(needy).toEqual(needy.toSorted((a, b) => Number(b) - Number(a)));
		})
	);
});

test('a tick that is taken back, or of who will not leave, says why', () => {
	const input = { operationId: ID, relocationId: ID, deviceTime: '2026-01-20T08:00:00Z' };
	for (const state of RELOCATION_STATES)
		expect([state, TickInput.safeParse({ ...input, state }).success]).toEqual([
			state,
			state !== 'todo' && state !== 'refused'
		]);
	expect(TickInput.safeParse({ ...input, state: 'todo', reason: '勾错了' }).success).toBe(true);
});

describe('what was ticked on the device', () => {
	const list = {
		households: [
			{
				id: 'one',
				members: [{ place: null }],
				standing: [
					{ id: 'w1', state: 'left', observedAt: '2026-01-20T08:00:00Z', accountId: 'b', accountName: '乙', reason: '' }
				]
			},
			{ id: 'two', members: [{ place: null }], standing: [] }
		]
	} as unknown as RelocationListView;
	const done: TickHere = {
		operationId: 'w2',
		relocationId: 'one',
		state: 'refused',
		reason: '要守牲口',
		seenIds: [],
		deviceTime: '2026-01-20T09:00:00Z',
		accountId: 'a',
		accountName: '甲',
		isWaiting: true
	};

	test('shows at once, as a dispute where another word was not seen', () => {
		const [one, two] = withDoneHere(list.households, [done]);
		expect(one!.standing.map(({ id, accountName }) => [id, accountName])).toEqual([
			['w2', '甲'],
			['w1', '乙']
		]);
		expect(standingOf(one!)).toMatchObject({ state: 'refused', isDisputed: true });
		expect([one!.isWaiting, two!.isWaiting]).toEqual([true, false]);
	});

	test('is not taken twice once the county’s list has it', () => {
		const [{ standing: words } = { standing: [] }] = withDoneHere(list.households, [{ ...done, seenIds: ['w1'] }]);
		expect(words.map(({ id }) => id)).toEqual(['w2']);
		const known = { ...list, households: [{ ...list.households[0]!, standing: words }] };
		expect(withDoneHere(known.households, [done])[0]!.standing).toEqual(words);
	});
});
