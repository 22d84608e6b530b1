import { describe, expect, test } from 'vitest';
import { can, covers, hasVerb, PERMISSIONS, type Verb } from '#domain/access/can.ts';
import { ROLES, type Role } from '#domain/access/roles.ts';

const as = (role: Role, areaCode: string) => ({ accountId: 'a', name: 'n', role, areaCode });

describe('area', () => {
	const township = { areaCode: '430426104' };

	test('covers itself and what lies below, not what lies beside or above', () => {
		expect(covers(township, { areas: ['430426104'] })).toBe(true);
		expect(covers(township, { areas: ['430426104201'] })).toBe(true);
		expect(covers(township, { areas: ['430426105'] })).toBe(false);
		expect(covers(township, { areas: ['430426'] })).toBe(false);
		expect(covers(township, { areas: [] })).toBe(false);
	});

	test('a subject that reaches down concerns those below it too', () => {
		expect(covers(township, { areas: ['430426'], reach: 'overlap' })).toBe(true);
		expect(covers(township, { areas: ['430426105'], reach: 'overlap' })).toBe(false);
		expect(covers(township, { areas: ['430426105', '430426104201'], reach: 'overlap' })).toBe(true);
	});
});

describe('roles', () => {
	test('a verb is had by the roles of the table and no other', () => {
		for (const verb of Object.keys(PERMISSIONS) as Verb[])
			for (const role of ROLES)
				expect(hasVerb({ role }, verb)).toBe((PERMISSIONS[verb] as readonly Role[]).includes(role));
	});

	test('every role may read the picture; oversight and leadership change nothing', () => {
		for (const role of ROLES) expect(hasVerb({ role }, 'event.read') && hasVerb({ role }, 'count.read')).toBe(true);
		const changing = (Object.keys(PERMISSIONS) as Verb[]).filter((verb) => !/\.(read(Contact)?|unmask)$/.test(verb));
		for (const role of ['AUDITOR', 'LEADER'] as const)
			expect(changing.filter((verb) => hasVerb({ role }, verb))).toEqual([]);
	});

	test('role and area are both needed', () => {
		const subject = { areas: ['430426104201'] };
		expect(can(as('COORDINATOR', '430426104'), 'count.submit', subject)).toBe(true);
		expect(can(as('COORDINATOR', '430426105'), 'count.submit', subject)).toBe(false);
		expect(can(as('FINANCE', '430426104'), 'count.submit', subject)).toBe(false);
	});
});
