import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RELOCATION_STATES } from '#domain/relocation/relocation-state.ts';
import { stateOf, takeTick, type NewTick, type StandingTick } from '#domain/relocation/take-tick.ts';

const tick = (id: string, accountId: string, over: Partial<NewTick> = {}): NewTick => ({
	id,
	accountId,
	state: 'left',
	observedAt: `2026-01-20T08:0${id.length}:00.000Z`,
	seenIds: [],
	...over
});
const after = (...ticks: NewTick[]) => ticks.reduce<StandingTick[]>(takeTick, []);

/** Words of some helpers on one household, each with an id of its own and none of which saw another's. */
const words = fc
	.array(
		fc.record({
			accountId: fc.constantFrom('a', 'b', 'c'),
			state: fc.constantFrom(...RELOCATION_STATES),
			minute: fc.integer({ min: 0, max: 59 }),
			sees: fc.boolean()
		}),
		{ minLength: 1, maxLength: 12 }
	)
	.map((list) =>
		list.map(({ accountId, state, minute, sees }, at) => ({
			sees,
			tick: tick(`t${at}`, accountId, {
				state,
				observedAt: `2026-01-20T08:${String(minute).padStart(2, '0')}:00.000Z`
			})
		}))
	);

describe('a word on a household', () => {
	test('of two who did not know of each other both stand, the latest observed shown', () => {
		const standing = after(tick('1', 'a'), tick('22', 'b', { state: 'refused' }));
		expect(standing.map(({ id }) => id)).toEqual(['22', '1']);
		expect(stateOf(standing)).toBe('refused');
	});

	test('that saw the other takes its place, and one that saw both ends the dispute', () => {
		expect(after(tick('1', 'a'), tick('22', 'b', { state: 'todo', seenIds: ['1'] }))).toHaveLength(1);
		const disputed = [tick('1', 'a'), tick('22', 'b', { state: 'refused' })];
		expect(after(...disputed, tick('333', 'c', { seenIds: ['1', '22'] })).map(({ id }) => id)).toEqual(['333']);
		expect(after(...disputed, tick('333', 'c', { state: 'arrived', seenIds: ['22'] }))).toHaveLength(2);
	});

	test('of the same helper replaces the earlier one, unless it was observed before it', () => {
		expect(after(tick('1', 'a'), tick('22', 'a', { state: 'arrived' })).map(({ id }) => id)).toEqual(['22']);
		expect(after(tick('22', 'a'), tick('1', 'a', { state: 'arrived' })).map(({ id }) => id)).toEqual(['22']);
	});

	test('that says the same is agreement', () => {
		expect(after(tick('1', 'a'), tick('22', 'b'))).toHaveLength(1);
	});

	test('whatever came before: standing words differ in state and helper, are ordered, and are never none', () => {
		fc.assert(
			fc.property(words, (list) => {
				let standing: StandingTick[] = [];
				for (const { tick: next, sees } of list) {
					standing = takeTick(standing, { ...next, seenIds: sees ? standing.map(({ id }) => id) : [] });
					expect(standing.length).toBeGreaterThan(0);
					expect(new Set(standing.map(({ state }) => state)).size).toBe(standing.length);
					expect(new Set(standing.map(({ accountId }) => accountId)).size).toBe(standing.length);
					const times = standing.map(({ observedAt }) => observedAt);
					expect(times).toEqual(times.toSorted().reverse());
					if (sees) expect(standing.length === 1 || standing.every(({ id }) => id !== next.id)).toBe(true);
				}
			})
		);
	});

	test('whoever is heard first: of helpers who saw nothing, what is said stands the same', () => {
		fc.assert(
			fc.property(
				fc
					.subarray(['a', 'b', 'c', 'd'], { minLength: 1 })
					.chain((helpers) =>
						fc.tuple(
							fc.constant(helpers),
							fc.array(fc.constantFrom(...RELOCATION_STATES), { minLength: 4, maxLength: 4 }),
							fc.shuffledSubarray(helpers, { minLength: helpers.length })
						)
					),
				([helpers, states, shuffled]) => {
					const said = (who: string) => tick(who, who, { state: states['abcd'.indexOf(who)]! });
					const stand = (order: readonly string[]) =>
						after(...order.map(said))
							.map(({ state }) => state)
							.sort();
					expect(stand(shuffled)).toEqual(stand(helpers));
				}
			)
		);
	});
});
