import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf } from '#client/features/audit/difference.ts';

describe('the difference of two states', () => {
	test('names only what changed, groups taken apart', () => {
		expect(
			differenceOf(
				{ name: '一中', people: 3, observed: { people: 3, at: 'x' }, services: ['水'] },
				{ name: '一中', people: 5, observed: { people: 5, at: 'x' }, services: ['水', '电'] }
			)
		).toEqual([
			{ path: 'people', before: '3', after: '5' },
			{ path: 'observed.people', before: '3', after: '5' },
			{ path: 'services', before: '水', after: '水、电' }
		]);
	});

	test('of something new is all of it; of something gone too', () => {
		expect(differenceOf(null, { name: '一中', capacity: null })).toEqual([
			{ path: 'name', before: null, after: '一中' }
		]);
		expect(differenceOf({ name: '一中' }, null)).toEqual([{ path: 'name', before: '一中', after: null }]);
	});

	test('shows a value that became a group', () => {
		expect(differenceOf({ a: 1 }, { a: { b: 2 } })).toEqual([{ path: 'a', before: '1', after: '{"b":2}' }]);
	});

	test('of a state with itself is nothing, and turned round it is turned round', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (one, two) => {
				expect(differenceOf(one, one)).toEqual([]);
				const turned = differenceOf(two, one).map(({ path, before, after }) => ({
					path,
					before: after,
					after: before
				}));
				const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
				expect(turned.sort(byPath)).toEqual(differenceOf(one, two).sort(byPath));
			})
		);
	});
});
