import type { PersonChanges } from '#domain/people/edit-person.ts';
import type { UnmaskedPerson } from '#domain/people/find-people.ts';
import type { MaskedPerson } from '#domain/people/mask-person.ts';
import type { MemberInput } from '#domain/people/person.ts';
import { canonicalJson } from '#domain/shared/canonical-json.ts';
import { draftOf, type MemberDraft } from '#client/people-forms/household-draft.ts';

/** What of a person is edited, as the county has it. */
function memberOf(
	masked: Pick<MaskedPerson, 'relation' | 'needs' | 'mayBeFound'>,
	{ id, name, document, sex, birthDate, phone, needNote, nextOfKin }: UnmaskedPerson
): MemberInput {
	const { relation, needs, mayBeFound } = masked;
	return { personId: id, name, document, relation, sex, birthDate, phone, needs, needNote, nextOfKin, mayBeFound };
}

/** The form of a person to be put right, filled with what the county has. */
export function editDraft(masked: MaskedPerson, person: UnmaskedPerson): MemberDraft {
	const member = memberOf(masked, person);
	const household = { householdId: masked.householdId, homeCode: masked.homeCode, members: [member] };
	const draft = draftOf(household).members[0]!;
	return { ...draft, mayBeFound: masked.mayBeFound };
}

/** What differs between what the county has and what the form says: only that is sent. */
export function changesOf(masked: MaskedPerson, person: UnmaskedPerson, edited: MemberInput): PersonChanges {
	const before = memberOf(masked, person);
	const { personId: _, ...fields } = edited;
	const changed = Object.entries(fields).filter(
		([field, value]) => canonicalJson(value) !== canonicalJson(before[field as keyof MemberInput])
	);
	return Object.fromEntries(changed);
}
