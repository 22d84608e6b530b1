import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	birthDateOf,
	documentTrouble,
	draftOf,
	householdOf,
	isBlank,
	memberOf,
	needsByAge,
	newHouseholdDraft,
	newMemberDraft,
	readDocument,
	withHead,
	withoutMember,
	type MemberDraft
} from '#client/people-forms/household-draft.ts';

const NOW = new Date('2026-01-12T04:00:00Z');
const id = (at: number) => `01890000-0000-7000-8000-${String(at).padStart(12, '0')}`;
const NUMBER = '11010519491231002X';

function member(at: number, over: Partial<MemberDraft> = {}): MemberDraft {
	return { ...newMemberDraft(id(at), at === 1 ? 'head' : 'child'), name: '王小明', documentNumber: NUMBER, ...over };
}

function draft(...members: MemberDraft[]) {
	const empty = newHouseholdDraft({ householdId: id(0), personId: id(1) }, '430426104201');
	return { ...empty, mayBeFound: true, members };
}

const pathsOf = (...members: MemberDraft[]) => {
	const made = householdOf(draft(...members), NOW);
	return made.ok ? [] : (made.problem.fields ?? []).map(({ path }) => path);
};

describe('a household that is typed', () => {
	it('becomes the command as the county takes it', () => {
		const kin = { name: '王大明', phone: '13912345678', relation: '' };
		const child = member(2, {
			documentKind: 'none',
			documentNumber: 'typed before',
			noDocumentReason: '未办理',
			birthDate: '2024-05-01',
			mayBeFound: false,
			nextOfKin: kin
		});
		const made = householdOf(draft(member(1, { documentNumber: '110105 19491231 002x' }), child), NOW);
		expect(made.ok && made.value).toMatchObject({
			householdId: id(0),
			homeCode: '430426104201',
			members: [
				{ personId: id(1), relation: 'head', nextOfKin: null, mayBeFound: true },
				{ document: { kind: 'none', reason: '未办理' }, birthDate: '2024-05-01', nextOfKin: kin, mayBeFound: false }
			]
		});
		expect(JSON.stringify(made)).not.toContain('typed before');
	});

	it('comes back from the command as it was typed, to be mended', () => {
		const kin = { name: '王大明', phone: '13912345678', relation: '子' };
		const child = member(2, {
			documentKind: 'none',
			documentNumber: '',
			noDocumentReason: '未办理',
			sex: 'male',
			nextOfKin: kin
		});
		for (const typed of [
			draft(member(1), child),
			{ ...draft(member(1, { mayBeFound: true }), { ...child, mayBeFound: false }), mayBeFound: null }
		]) {
			const made = householdOf(typed, NOW);
			expect(made.ok && draftOf(made.value)).toEqual(typed);
		}
	});

	it('names every field that is wrong', () => {
		expect(pathsOf(member(1))).toEqual([]);
		expect(pathsOf(member(1, { name: ' ' }))).toEqual(['members.0.name']);
		expect(pathsOf(member(1, { documentNumber: '110105194912310021' }))).toEqual(['members.0.document.number']);
		expect(pathsOf(member(1, { relation: 'child' }))).toEqual(['members']);
		expect(pathsOf(member(1), member(2))).toEqual(['members.1.document.number']);
		expect(pathsOf(member(1, { nextOfKin: { name: '', phone: '139', relation: '' } }))).toContain(
			'members.0.nextOfKin.name'
		);
	});

	it('wants to know from where, and whether it may be found', () => {
		const unasked = { ...draft(member(1)), homeCode: '', mayBeFound: null };
		const made = householdOf(unasked, NOW);
		expect(!made.ok && made.problem.fields?.map(({ path }) => path)).toEqual(['mayBeFound', 'homeCode']);
		const each = { ...unasked, homeCode: '430426', members: [member(1, { mayBeFound: false })] };
		expect(householdOf(each, NOW).ok).toBe(true);
	});

	it('has exactly one head, whoever is made head or leaves', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 8 }),
				fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 8 }))),
				(size, steps) => {
					let members = Array.from({ length: size }, (_, at) => member(at + 1));
					for (const [leaves, at] of steps) {
						if (!members.some(({ personId }) => personId === id(at))) continue;
						if (!leaves) members = withHead(members, id(at));
						else if (members.length > 1) members = withoutMember(members, id(at));
						expect(members.filter(({ relation }) => relation === 'head')).toHaveLength(1);
					}
				}
			)
		);
	});
});

describe('a document that is typed', () => {
	it('says nothing of a number on the way, and at once what more typing cannot mend', () => {
		for (let length = 1; length < NUMBER.length; length++) {
			const typed = member(1, { documentNumber: NUMBER.slice(0, length) });
			expect([length, documentTrouble(typed, NOW, false)]).toEqual([length, null]);
			if (length !== 15) expect(documentTrouble(typed, NOW, true)).not.toBeNull();
		}
		expect(documentTrouble(member(1), NOW, false)).toBeNull();
		expect(documentTrouble(member(1, { documentNumber: '11a' }), NOW, false)?.code).toBe('idNumberCharacters');
		expect(documentTrouble(member(1, { documentNumber: `${NUMBER}1` }), NOW, false)?.code).toBe('idNumberCharacters');
		expect(documentTrouble(member(1, { documentNumber: '110105194912310021' }), NOW, false)?.code).toBe(
			'idNumberChecksum'
		);
	});

	it('gives birth date, sex and the needs of the age', () => {
		expect(readDocument(member(1), NOW)).toEqual({ birthDate: '1949-12-31', sex: 'female' });
		expect(birthDateOf(member(1, { birthDate: '2000-01-01' }), NOW)).toBe('1949-12-31');
		expect(needsByAge(member(1), NOW)).toEqual(['elderly']);
		const baby = member(1, { documentKind: 'none', documentNumber: '', birthDate: '2025-11-01' });
		expect(readDocument(baby, NOW)).toBeNull();
		expect(needsByAge(baby, NOW)).toEqual(['infant']);
	});
});

describe('a member alone', () => {
	it('is asked, checked and told where the fault is', () => {
		expect(memberOf(member(2, { mayBeFound: true }), NOW).ok).toBe(true);
		const made = memberOf(member(2, { documentNumber: '110105194912310021' }), NOW);
		expect(!made.ok && made.problem.fields?.map(({ path }) => path)).toEqual(['mayBeFound', 'document.number']);
	});

	it('is blank until something was typed', () => {
		expect(isBlank(newMemberDraft(id(1), 'head'))).toBe(true);
		expect(isBlank(member(1))).toBe(false);
	});
});
