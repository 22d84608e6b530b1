import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideAddMember, decideMoveToHousehold } from '#domain/people/change-household.ts';
import { MemberInput, RELATIONS, type Relation } from '#domain/people/person.ts';
import { aPerson, NO_DOCUMENT, NOW, NUMBER, personId } from './a-person.ts';

const HOUSE = personId(800);
const member = (relation: Relation, document: object = { kind: 'residentId', number: NUMBER }) =>
	MemberInput.parse({ personId: personId(9), name: '王大力', document, relation, mayBeFound: true });
const house = (...members: ReturnType<typeof aPerson>[]) => ({ id: HOUSE, homeCode: '430426104201', members });

describe('somebody more in a household', () => {
	it('is checked as in a registration', () => {
		const decided = decideAddMember(house(aPerson(1)), member('parent'), NOW);
		expect(decided).toMatchObject({
			ok: true,
			value: { householdId: HOUSE, homeCode: '430426104201', relation: 'parent', needs: ['elderly'] }
		});
		const wrong = decideAddMember(house(aPerson(1)), member('child', { kind: 'passport', number: 'x' }), NOW);
		expect(!wrong.ok && wrong.problem.fields?.map(({ path }) => path)).toEqual(['member.document.number']);
	});

	it('leaves one head', () => {
		const second = decideAddMember(house(aPerson(1)), member('head', NO_DOCUMENT), NOW);
		expect(!second.ok && second.problem.code).toBe('householdHasHead');
		const none = decideAddMember(house(), member('child', NO_DOCUMENT), NOW);
		expect(!none.ok && none.problem.code).toBe('householdNeedsHead');
		expect(decideAddMember(house(), member('head', NO_DOCUMENT), NOW).ok).toBe(true);
	});
});

describe('going over to another household', () => {
	const family = [
		aPerson(1, { householdId: HOUSE }),
		aPerson(2, { householdId: HOUSE, relation: 'child' }),
		aPerson(3, { householdId: HOUSE, relation: 'spouse' })
	];

	it('needs a head for those left', () => {
		const own = { to: { kind: 'own' as const, householdId: personId(801) }, newHeadId: null };
		const left = decideMoveToHousehold(family[0]!, family, [], own);
		expect(!left.ok && left.problem.code).toBe('householdNeedsHead');
		const self = decideMoveToHousehold(family[0]!, family, [], { ...own, newHeadId: personId(1) });
		expect(self.ok).toBe(false);
		expect(decideMoveToHousehold(family[0]!, family, [], { ...own, newHeadId: personId(3) })).toEqual({
			ok: true,
			value: { relation: 'head', newHeadId: personId(3) }
		});
		expect(decideMoveToHousehold(family[1]!, family, [], own)).toMatchObject({ ok: true, value: { newHeadId: null } });
	});

	it('is nothing when it is the same one', () => {
		const same = { to: { kind: 'own' as const, householdId: HOUSE }, newHeadId: null };
		const decided = decideMoveToHousehold(family[1]!, family, [], same);
		expect(!decided.ok && decided.problem.code).toBe('nothingToChange');
	});

	it('leaves each household with people exactly one head, whoever goes where', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 2 }),
				fc.constantFrom(...RELATIONS),
				fc.boolean(),
				fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
				fc.integer({ min: 0, max: 2 }),
				(who, relation, isOwn, newHead, others) => {
					const to = Array.from({ length: others }, (_, at) =>
						aPerson(10 + at, { householdId: personId(802), relation: at === 0 ? 'head' : 'child' })
					);
					const goer = family[who]!;
					const householdId = isOwn ? personId(803) : personId(802);
					const decided = decideMoveToHousehold(goer, family, isOwn ? [] : to, {
						to: isOwn ? { kind: 'own', householdId } : { kind: 'other', householdId, relation },
						newHeadId: newHead === null ? null : personId(newHead)
					});
					if (!decided.ok) return;
					const { newHeadId, relation: became } = decided.value;
					const left = family
						.filter(({ id }) => id !== goer.id)
						.map((each) => (each.id === newHeadId ? { ...each, relation: 'head' } : each));
					const joined = [...(isOwn ? [] : to), { ...goer, relation: became }];
					for (const members of [left, joined])
						expect(members.filter((each) => each.relation === 'head')).toHaveLength(1);
				}
			)
		);
	});
});
