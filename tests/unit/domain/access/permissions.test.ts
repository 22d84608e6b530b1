import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { can, covers, hasVerb, PERMISSIONS, type Actor, type Subject, type Verb } from '#domain/access/can.ts';
import { ROLES } from '#domain/access/roles.ts';

const digits = (length: number) => fc.string({ unit: fc.constantFrom('1', '2'), minLength: length, maxLength: length });
const area = fc.constantFrom(2, 4, 6, 9, 12).chain(digits);
const role = fc.constantFrom(...ROLES);
const verb = fc.constantFrom(...(Object.keys(PERMISSIONS) as Verb[]));
const actor: fc.Arbitrary<Actor> = fc.record({
	accountId: fc.constant('a'),
	name: fc.constant('n'),
	role,
	areaCode: area
});
const subject: fc.Arbitrary<Subject> = fc.record(
	{ areas: fc.array(area, { maxLength: 4 }), reach: fc.constantFrom('within' as const, 'overlap' as const) },
	{ requiredKeys: ['areas'] }
);

describe('can', () => {
	test('is the role’s verb and the area’s cover together, no more and no less', () => {
		fc.assert(
			fc.property(actor, verb, subject, (who, what, whom) => {
				expect(can(who, what, whom)).toBe(hasVerb(who, what) && covers(who, whom));
			})
		);
	});

	test('grows with the area: what a township may see, its county may', () => {
		fc.assert(
			fc.property(actor, verb, subject, (who, what, whom) => {
				if (!can(who, what, whom)) return;
				for (const length of [2, 4, 6, 9].filter((digits) => digits < who.areaCode.length))
					expect(can({ ...who, areaCode: who.areaCode.slice(0, length) }, what, whom)).toBe(true);
			})
		);
	});

	test('grows with the subject: one more area never takes a permission away', () => {
		fc.assert(
			fc.property(actor, verb, subject, area, (who, what, whom, more) => {
				if (can(who, what, whom)) expect(can(who, what, { ...whom, areas: [...whom.areas, more] })).toBe(true);
			})
		);
	});

	test('a thing that lies nowhere is nobody’s', () => {
		fc.assert(
			fc.property(actor, verb, (who, what) => {
				expect(can(who, what, { areas: [] })).toBe(false);
			})
		);
	});

	test('siblings do not see each other, whatever the reach', () => {
		const sibling = (reach: 'within' | 'overlap') =>
			covers({ areaCode: '430426100' }, { areas: ['430426101', '430426101001'], reach });
		expect(sibling('within')).toBe(false);
		expect(sibling('overlap')).toBe(false);
	});

	test('those below see what reaches them, and nothing else of their county', () => {
		expect(covers({ areaCode: '430426100001' }, { areas: ['430426'], reach: 'overlap' })).toBe(true);
		expect(covers({ areaCode: '430426100001' }, { areas: ['430426'] })).toBe(false);
	});
});

describe('the table', () => {
	test('lets leadership and oversight change nothing', () => {
		for (const [name, roles] of Object.entries(PERMISSIONS)) {
			if (/\.(read|readContact|unmask)$/.test(name)) continue;
			expect(roles).not.toContain('LEADER');
			expect(roles).not.toContain('AUDITOR');
		}
	});

	test('lets only administrators manage accounts and policies', () => {
		expect(PERMISSIONS['account.manage']).toEqual(['ADMIN']);
		expect(PERMISSIONS['policy.change']).toEqual(['ADMIN']);
	});
});
