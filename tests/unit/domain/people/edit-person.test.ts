import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideEditPerson, EditPersonInput, PersonChanges, saidNeeds } from '#domain/people/edit-person.ts';
import { aPerson, NO_DOCUMENT, NOW, NUMBER, personId, residentId } from './a-person.ts';

const known = aPerson(1, {
	needs: ['elderly', 'medication'],
	secret: { document: residentId(NUMBER), birthDate: '1949-12-31', sex: 'female', phone: '13912345678' }
});
const edited = (changes: object, before = known) => decideEditPerson(before, PersonChanges.parse(changes), NOW);
const problemOf = (changes: object, before = known) => {
	const decided = edited(changes, before);
	return decided.ok ? null : decided.problem;
};

describe('putting a person right', () => {
	it('changes what is given and says which fields, not what is in them', () => {
		const decided = edited({ name: '王晓明', phone: '13900000000', needs: ['medication'] });
		expect(decided.ok && decided.value).toMatchObject({
			person: {
				needs: ['elderly', 'medication'],
				secret: { name: '王晓明', phone: '13900000000', document: { number: NUMBER } }
			},
			changed: ['name', 'phone']
		});
	});

	it('refuses what changes nothing', () => {
		expect(problemOf({})?.code).toBe('nothingToChange');
		expect(problemOf({ name: '王小明', document: residentId('110105 19491231 002x') })?.code).toBe('nothingToChange');
	});

	it('takes birth date and sex from the document, whatever is typed beside it', () => {
		expect(problemOf({ birthDate: '2000-01-01', sex: 'male' })?.code).toBe('nothingToChange');
		const decided = edited(
			{ document: residentId(NUMBER), birthDate: '2000-01-01' },
			aPerson(1, { secret: { birthDate: '1950-06-06', sex: 'male' } })
		);
		expect(decided.ok && decided.value.person.secret).toMatchObject({ birthDate: '1949-12-31', sex: 'female' });
		expect(decided.ok && decided.value.changed).toEqual(['document', 'sex', 'birthDate', 'needs']);
	});

	it('drops a need of the age with the age, and keeps those that were said', () => {
		const typed = aPerson(1, { needs: ['elderly', 'diet'], secret: { birthDate: '1950-01-01' } });
		const decided = edited({ birthDate: '1990-01-01' }, typed);
		expect(decided.ok && decided.value.person.needs).toEqual(['diet']);
		expect(saidNeeds(typed, NOW)).toEqual(['diet']);
	});

	it('names a document or a birth date that cannot be', () => {
		expect(problemOf({ document: residentId('110105194912310021') })).toMatchObject({
			code: 'invalidInput',
			fields: [{ path: 'changes.document.number' }]
		});
		expect(problemOf({ document: NO_DOCUMENT, birthDate: '2026-01-13' })).toMatchObject({
			code: 'invalidInput',
			fields: [{ path: 'changes.birthDate' }]
		});
	});

	it('leaves a household its head', () => {
		expect(problemOf({ relation: 'child' })?.code).toBe('householdNeedsHead');
		const child = aPerson(2, { relation: 'child' });
		expect(edited({ relation: 'head' }, child)).toMatchObject({ ok: true, value: { changed: ['relation'] } });
	});

	it('names exactly the fields that differ, for whatever is changed', () => {
		const anyChanges = fc.record(
			{
				name: fc.constantFrom('王小明', '王晓明', '\u{20BB7}·小明'),
				phone: fc.constantFrom('', '13912345678'),
				needNote: fc.constantFrom('', '胰岛素'),
				mayBeFound: fc.boolean(),
				needs: fc.subarray(['medication', 'diet', 'disabled'] as const),
				relation: fc.constantFrom('child', 'other')
			},
			{ requiredKeys: [] }
		);
		fc.assert(
			fc.property(anyChanges, (changes) => {
				const before = aPerson(3, { relation: 'child', needs: ['medication'] });
				const decided = edited(changes, before);
				const after = decided.ok ? decided.value.person : before;
				const differing = (['name', 'phone', 'needNote'] as const).filter(
					(field) => after.secret[field] !== before.secret[field]
				);
				const changed = decided.ok ? decided.value.changed : [];
				expect(changed.filter((field) => ['name', 'phone', 'needNote'].includes(field)).sort()).toEqual(
					differing.sort()
				);
				expect(changed.includes('mayBeFound')).toBe(after.mayBeFound !== before.mayBeFound);
				if (decided.ok) expect(edited(changes, after).ok).toBe(false);
			})
		);
	});

	it('wants a reason and the version that was read', () => {
		const command = { operationId: personId(9), personId: personId(1), version: 1, changes: { phone: '' } };
		expect(EditPersonInput.safeParse({ ...command, reason: ' ' }).success).toBe(false);
		expect(EditPersonInput.parse({ ...command, reason: '抄错' }).changes).toEqual({ phone: '' });
	});
});
