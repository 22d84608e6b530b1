import { expect, test } from 'vitest';
import type { Person } from '#domain/people/person.ts';
import { isSameName, takeHousehold, type KnownPerson } from '#domain/stays/take-household.ts';

const person = (id: string, name: string, number?: string): Person => ({
	id,
	householdId: 'h',
	homeCode: '430426104201',
	relation: 'head',
	needs: [],
	mayBeFound: true,
	secret: {
		name,
		document: number ? { kind: 'passport', number } : { kind: 'none', reason: '遗失' },
		sex: null,
		birthDate: null,
		phone: '',
		needNote: '',
		nextOfKin: null
	}
});
const known = (personId: string, name: string, householdId = 'other'): KnownPerson => ({ personId, householdId, name });
const nothing = { isRegistered: false, byGivenId: new Map(), byDocument: new Map() };

test('a member whose document is known is that person; another name is marked; the rest are new', () => {
	const members = [person('m1', '王 小明', 'E1234567'), person('m2', '王大明', 'E7654321'), person('m3', '王小妹')];
	const byDocument = new Map([
		['passport:E1234567', known('p1', '王小明')],
		['passport:E7654321', known('p2', '王大民')]
	]);
	expect(takeHousehold('h', members, { ...nothing, byDocument })).toEqual({
		ok: true,
		value: {
			given: [
				{ givenId: 'm1', personId: 'p1' },
				{ givenId: 'm2', personId: 'p2', isNameDifferent: true },
				{ givenId: 'm3', personId: 'm3' }
			],
			fresh: [members[2]]
		}
	});
});

test('a household registered before is not registered again; a further member is added to it', () => {
	const members = [person('m1', '王小明'), person('m2', '王小妹')];
	const byGivenId = new Map([['m1', known('m1', '王小明', 'h')]]);
	expect(takeHousehold('h', members, { isRegistered: true, byGivenId, byDocument: new Map() })).toMatchObject({
		ok: true,
		value: { given: [{ personId: 'm1' }, { personId: 'm2' }], fresh: [{ id: 'm2' }] }
	});
});

test('an id taken for somebody else before still stands for them', () => {
	const byGivenId = new Map([['m1', known('p1', '王小明')]]);
	expect(takeHousehold('h', [person('m1', '王小明')], { ...nothing, byGivenId })).toEqual({
		ok: true,
		value: { given: [{ givenId: 'm1', personId: 'p1' }], fresh: [] }
	});
});

test('ids that stand for other people are refused', () => {
	const refused = { ok: false, problem: { code: 'operationConflict' } };
	const byGivenId = new Map([['m1', known('m1', '李四', 'elsewhere')]]);
	expect(takeHousehold('h', [person('m1', '王小明')], { ...nothing, byGivenId })).toEqual(refused);
	expect(takeHousehold('h', [person('m1', '王小明')], { ...nothing, isRegistered: true })).toEqual(refused);
});

test('dots, spaces and the width of letters make no other name', () => {
	expect(isSameName('阿卜杜·热合曼', '阿卜杜热合曼')).toBe(true);
	expect(isSameName('ＡＮＮ', 'Ann')).toBe(true);
	expect(isSameName('王小明', '王晓明')).toBe(false);
});
