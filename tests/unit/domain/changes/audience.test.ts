import fc from 'fast-check';
import { expect, test } from 'vitest';
import { can, type Subject } from '#domain/access/can.ts';
import { ROLES } from '#domain/access/roles.ts';
import { audienceOf, isTold, roomOf } from '#domain/changes/audience.ts';
import { kindOf, READ_VERBS, type ChangeKind } from '#domain/changes/change.ts';

const kind = fc.constantFrom(...(Object.keys(READ_VERBS) as ChangeKind[]));
const area = fc.constantFrom('43', '430426', '430426104', '430426104201', '430426105', '430426105201', '430427');
const actor = fc.record({
	accountId: fc.constant('a'),
	name: fc.constant('n'),
	role: fc.constantFrom(...ROLES),
	areaCode: area
});
const subject: fc.Arbitrary<Subject> = fc.record({
	areas: fc.array(area, { maxLength: 3 }),
	reach: fc.constantFrom('within', 'overlap')
});

test('an account is told of exactly what it may read', () => {
	fc.assert(
		fc.property(actor, kind, subject, (who, of, about) => {
			expect(isTold(audienceOf(who), of, about)).toBe(can(who, READ_VERBS[of], about));
		}),
		{ numRuns: 2000 }
	);
});

test('accounts share a room only when they are told the same', () => {
	fc.assert(
		fc.property(actor, actor, kind, subject, (one, other, of, about) => {
			const [a, b] = [audienceOf(one), audienceOf(other)];
			if (roomOf(a) === roomOf(b)) expect(isTold(a, of, about)).toBe(isTold(b, of, about));
			else expect([a.areaCode, a.kinds]).not.toEqual([b.areaCode, b.kinds]);
		})
	);
});

test('the kind of a change is what stands before the dot', () => {
	expect(kindOf('village.included')).toBe('village');
	expect(kindOf('count.submitted')).toBe('count');
});
