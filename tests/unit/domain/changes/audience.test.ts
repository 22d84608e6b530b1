import fc from 'fast-check';
import { expect, test } from 'vitest';
import { can, type Subject } from '#domain/access/can.ts';
import { ROLES } from '#domain/access/roles.ts';
import { audienceOf, isTold, roomOf } from '#domain/changes/audience.ts';
import { kindOf, READ_VERBS, type ChangeType } from '#domain/changes/change.ts';

const TYPES: Record<ChangeType, true> = {
	'event.opened': true,
	'event.edited': true,
	'event.levelChanged': true,
	'event.phaseChanged': true,
	'event.closed': true,
	'shelter.registered': true,
	'shelter.edited': true,
	'shelter.retired': true,
	'shelter.opened': true,
	'shelter.closed': true,
	'shelter.reopened': true,
	'shelter.conditionChanged': true,
	'shelter.capacityChanged': true,
	'village.included': true,
	'village.excluded': true,
	'count.submitted': true,
	'count.corrected': true,
	'count.disputed': true,
	'count.settled': true,
	'policy.changed': true,
	'area.shapesChanged': true
};

const type = fc.constantFrom(...(Object.keys(TYPES) as ChangeType[]));
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
		fc.property(actor, type, subject, (who, of, about) => {
			expect(isTold(audienceOf(who), kindOf(of), about)).toBe(can(who, READ_VERBS[kindOf(of)], about));
		}),
		{ numRuns: 2000 }
	);
});

test('accounts share a room only when they are told the same', () => {
	fc.assert(
		fc.property(actor, actor, type, subject, (one, other, of, about) => {
			const [a, b] = [audienceOf(one), audienceOf(other)];
			if (roomOf(a) === roomOf(b)) expect(isTold(a, kindOf(of), about)).toBe(isTold(b, kindOf(of), about));
			else expect([a.areaCode, a.kinds]).not.toEqual([b.areaCode, b.kinds]);
		})
	);
});
