import type { MemberInput } from '#domain/people/person.ts';
import { RegisterHouseholdInput } from '#domain/people/person.ts';
import type { HouseholdDraft, MemberDraft } from '#client/people-forms/household-draft.ts';

const Household = RegisterHouseholdInput.omit({ operationId: true });

/** The form of a household that was given before, to be mended; null where there is none. */
export function draftOfHousehold(given: unknown): HouseholdDraft | null {
	const parsed = Household.safeParse(given);
	if (!parsed.success) return null;
	const { householdId, homeCode, members } = parsed.data;
	return { householdId, homeCode, mayBeFound: null, members: members.map(memberDraft) };
}

function memberDraft(member: MemberInput): MemberDraft {
	const { personId, name, document, relation, sex, birthDate, phone, needs, needNote, nextOfKin, mayBeFound } = member;
	return {
		personId,
		name,
		documentKind: document.kind,
		documentNumber: document.kind === 'none' ? '' : document.number,
		noDocumentReason: document.kind === 'none' ? document.reason : '',
		relation,
		sex: sex ?? '',
		birthDate: birthDate ?? '',
		phone,
		needs: [...needs],
		needNote,
		nextOfKin: nextOfKin ?? { name: '', phone: '', relation: '' },
		mayBeFound,
		photo: null
	};
}
