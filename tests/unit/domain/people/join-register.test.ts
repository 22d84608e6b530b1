import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinRegister, type KnownHousehold, type RegisterMember } from '#domain/people/join-register.ts';

const head: RegisterMember = { relation: 'head', documentKey: 'head' };
const wife: RegisterMember = { relation: 'spouse', documentKey: 'wife' };
const child: RegisterMember = { relation: 'child', documentKey: null, name: '王小', birthDate: '2015-05-01' };
const known = (over: Partial<KnownHousehold> = {}): KnownHousehold => ({
	id: 'h',
	members: [],
	hasHead: true,
	...over
});
const registered = (...keys: string[]) => new Set(keys);
const nothing = { byNumber: null, ofHead: null, byDocument: registered() };

describe('a household of the file joins', () => {
	test('nothing that is known: all are new, in a new household', () => {
		expect(joinRegister([head, wife, child], nothing)).toEqual({
			householdId: null,
			fresh: [0, 1, 2],
			known: [],
			secondHead: null
		});
	});

	test('the household that has its number, before that of its head', () => {
		const byDocument = registered('head');
		const joining = joinRegister([head, wife], { byNumber: known({ id: 'n' }), ofHead: known(), byDocument });
		expect(joining).toEqual({ householdId: 'n', fresh: [1], known: [0], secondHead: null });
	});

	test('the household of its head, where the number is new', () => {
		const joining = joinRegister([head, wife], { byNumber: null, ofHead: known(), byDocument: registered('head') });
		expect(joining).toEqual({ householdId: 'h', fresh: [1], known: [0], secondHead: null });
	});

	test('not with a second head', () => {
		const joining = joinRegister([head, wife], { ...nothing, byNumber: known() });
		expect(joining).toEqual({ householdId: 'h', fresh: [1], known: [], secondHead: 0 });
		const headless = joinRegister([head], { ...nothing, byNumber: known({ hasHead: false }) });
		expect(headless).toMatchObject({ fresh: [0], secondHead: null });
	});
});

describe('somebody without a document', () => {
	const joinChild = (name: string, birthDate: string | null) =>
		joinRegister([child], { ...nothing, byNumber: known({ members: [{ name, birthDate }] }) }).known;

	test('is known in the household by name and birth date', () => expect(joinChild('王小', '2015-05-01')).toEqual([0]));
	test('and where one of the birth dates is not known', () => expect(joinChild('王小', null)).toEqual([0]));
	test('is another with another birth date', () => expect(joinChild('王小', '2016-05-01')).toEqual([]));
	test('is another with another name', () => expect(joinChild('王大', '2015-05-01')).toEqual([]));
});

test('whatever is known: every member is new, known, or the second head, and none is two of these', () => {
	const members = fc.array(
		fc.record({ relation: fc.constantFrom('head', 'child'), documentKey: fc.constantFrom('a', 'b', 'c', 'd') }),
		{ maxLength: 6 }
	) as fc.Arbitrary<RegisterMember[]>;
	const facts = fc.record({
		keys: fc.subarray(['a', 'b', 'c', 'd']),
		byNumber: fc.option(fc.constant(known({ id: 'n' }))),
		ofHead: fc.option(fc.constant(known()))
	});
	fc.assert(
		fc.property(members, facts, (file, { keys, ...of }) => {
			// A file has one head to a household: the reader sees to it.
			const one = file.filter(
				({ relation }, at) => relation !== 'head' || file.findIndex((m) => m.relation === 'head') === at
			);
			const { fresh, known: isKnown, secondHead } = joinRegister(one, { ...of, byDocument: new Set(keys) });
			const all = [...fresh, ...isKnown, ...(secondHead === null ? [] : [secondHead])];
			expect(all.sort((a, b) => a - b)).toEqual(one.map((_, at) => at));
		})
	);
});
