import { describe, expect, it } from 'vitest';
import { checkDocument, DOCUMENT_NAMES, documentKey, type IdentityDocument } from '#domain/people/identity-document.ts';
import { maskDocumentNumber, maskName, maskPerson } from '#domain/people/mask-person.ts';
import { NEED_NAMES, NEEDS, RegisterHouseholdInput, RELATION_NAMES, RELATIONS } from '#domain/people/person.ts';
import { DESTINATION_NAMES, DESTINATIONS } from '#domain/stays/commands.ts';
import { ageOn, decideRegisterHousehold, needsOf } from '#domain/people/register-household.ts';

const NOW = new Date('2026-01-12T04:00:00Z');
const id = (at: number) => `01890000-0000-7000-8000-00000000000${at}`;
const head = {
	personId: id(1),
	name: '欧阳守望',
	document: { kind: 'residentId', number: '11010519491231002x' },
	relation: 'head',
	phone: '13912345678',
	needs: ['medication'],
	mayBeFound: true
};
const household = (...members: object[]) =>
	RegisterHouseholdInput.parse({ operationId: id(9), householdId: id(8), homeCode: '430426104203', members });
const problemsOf = (...members: object[]) => {
	const decided = decideRegisterHousehold(household(...members), NOW);
	return decided.ok ? [] : (decided.problem.fields ?? []).map(({ path }) => path);
};

describe('registering a household', () => {
	it('fills birth date, sex and what follows from the age', () => {
		const decided = decideRegisterHousehold(household(head), NOW);
		expect(decided.ok && decided.value).toMatchObject([
			{
				id: id(1),
				needs: ['elderly', 'medication'],
				secret: {
					name: '欧阳守望',
					sex: 'female',
					birthDate: '1949-12-31',
					document: { kind: 'residentId', number: '11010519491231002X' }
				}
			}
		]);
	});

	it('keeps rare characters and dots exactly', () => {
		for (const name of ['\u{2A6D6}\u{20BB7}', '阿卜杜·热合曼', '㛃凤', '\ue815某']) {
			const decided = decideRegisterHousehold(household({ ...head, name }), NOW);
			expect(decided.ok && decided.value[0]!.secret.name).toBe(name);
		}
	});

	it('wants one head, and nobody twice', () => {
		const other = { ...head, personId: id(2), document: { kind: 'none', reason: '洪水中遗失' } };
		expect(problemsOf({ ...head, relation: 'child' })).toEqual(['members']);
		expect(problemsOf(head, other)).toEqual(['members']);
		expect(problemsOf(head, { ...other, relation: 'child' })).toEqual([]);
		expect(problemsOf(head, { ...head, relation: 'child' })).toEqual([
			'members.1.document.number',
			'members.1.personId'
		]);
	});

	it('names the field of a wrong number, and a birth to come', () => {
		expect(problemsOf({ ...head, document: { kind: 'residentId', number: '110105194912310021' } })).toEqual([
			'members.0.document.number'
		]);
		const none = { kind: 'none', reason: '遗失' };
		expect(problemsOf({ ...head, document: none, birthDate: '2026-01-13' })).toEqual(['members.0.birthDate']);
	});

	it('wants a reason where there is no document', () => {
		const bare = { ...head, document: { kind: 'none', reason: ' ' } };
		expect(() => household(bare)).toThrow();
	});
});

describe('documents', () => {
	const check = (kind: string, number: string) => {
		const checked = checkDocument({ kind, number } as IdentityDocument, NOW);
		return checked.ok ? documentKey(checked.value.document) : checked.problem.code;
	};

	it('takes permits and passports in their forms', () => {
		expect(check('passport', 'e12345678')).toBe('passport:E12345678');
		expect(check('hkMacaoPermit', 'Ｈ１２３４５６７８')).toBe('hkMacaoPermit:H12345678');
		expect(check('taiwanPermit', '12345678')).toBe('taiwanPermit:12345678');
		expect([check('passport', 'ABC'), check('hkMacaoPermit', 'K12345678'), check('taiwanPermit', '1234567')]).toEqual(
			Array(3).fill('documentNumber')
		);
	});
});

describe('ages and needs', () => {
	it('turns a year older on the birthday', () => {
		expect([ageOn('1966-01-13', '2026-01-12'), ageOn('1966-01-12', '2026-01-12')]).toEqual([59, 60]);
		expect(ageOn('2000-02-29', '2026-02-28')).toBe(25);
	});

	it('adds what follows from the age, once, in order', () => {
		expect(needsOf(['diet', 'elderly'], '1950-01-01', '2026-01-12')).toEqual(['elderly', 'diet']);
		expect(needsOf([], '2023-01-13', '2026-01-12')).toEqual(['infant']);
		expect(needsOf([], '2023-01-12', '2026-01-12')).toEqual([]);
		expect(needsOf(['pregnant'], null, '2026-01-12')).toEqual(['pregnant']);
	});
});

describe('masks', () => {
	it('leaves the first character, and the ends of numbers', () => {
		expect(['王', '王明', '王小明', '阿卜杜·热合曼', '\u{20BB7}田'].map(maskName)).toEqual([
			'王',
			'王*',
			'王**',
			'阿**',
			'\u{20BB7}*'
		]);
		expect(maskDocumentNumber('11010519491231002X')).toBe('110***********002X');
		expect(['', 'H12345678'].map(maskDocumentNumber)).toEqual(['', '*******78']);
	});

	it('shows nothing of what is secret', () => {
		const decided = decideRegisterHousehold(
			household({ ...head, needNote: '胰岛素', nextOfKin: { name: '司徒问渠', phone: '13800001111' } }),
			NOW
		);
		const shown = decided.ok ? maskPerson(decided.value[0]!, NOW) : null;
		expect(shown).toMatchObject({ name: '欧**', phone: '139****78', age: 76, documentNumber: '110***********002X' });
		for (const mark of ['守望', '19491231', '1949', '12345', '胰岛素', '司徒', '1111'])
			expect(JSON.stringify(shown)).not.toContain(mark);
	});
});

it('every choice has its words in both languages', () => {
	expect(Object.keys(NEED_NAMES)).toEqual([...NEEDS]);
	expect(Object.keys(RELATION_NAMES)).toEqual([...RELATIONS]);
	expect(Object.keys(DESTINATION_NAMES)).toEqual(expect.arrayContaining([...DESTINATIONS]));
	for (const names of [NEED_NAMES, RELATION_NAMES, DESTINATION_NAMES, DOCUMENT_NAMES])
		for (const { zh, en } of Object.values(names))
			expect([zh, en]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/^[A-Z]/)]);
});
