import type { z } from 'zod';
import { dayOf } from '#domain/audit/audit-entry.ts';
import type { Sex } from '#domain/people/id-number.ts';
import { checkDocument, type IdentityDocument } from '#domain/people/identity-document.ts';
import { MemberInput, RegisterHouseholdInput, type Need, type Relation } from '#domain/people/person.ts';
import { decideRegisterHousehold, needsOf } from '#domain/people/register-household.ts';
import { describeIssues } from '#domain/shared/describe-issue.ts';
import { problem, type FieldProblem, type Problem } from '#domain/shared/problems.ts';
import { ok, refuse, type Result } from '#domain/shared/result.ts';

export type DocumentKind = IdentityDocument['kind'];

/** A member as the form holds them while they are typed: everything may still be empty. */
export interface MemberDraft {
	personId: string;
	name: string;
	documentKind: DocumentKind;
	documentNumber: string;
	/** Why there is no document. */
	noDocumentReason: string;
	relation: Relation;
	/** Typed where the document does not tell. */
	sex: Sex | '';
	birthDate: string;
	phone: string;
	/** Needs that were said; those that follow from the age are not among them. */
	needs: Need[];
	needNote: string;
	nextOfKin: { name: string; phone: string; relation: string };
	/** Whether relatives may be told where the person is; null: as the household says, or not asked yet. */
	mayBeFound: boolean | null;
	/** A JPEG in base64. */
	photo: string | null;
}

/** A household as the form holds it. */
export interface HouseholdDraft {
	householdId: string;
	/** Village, township or, from elsewhere, county; empty until chosen. */
	homeCode: string;
	/** The household's word on being found by relatives; null until asked. */
	mayBeFound: boolean | null;
	members: MemberDraft[];
}

/** A household ready to be registered: the command without what its sending adds. */
export type HouseholdInput = Omit<RegisterHouseholdInput, 'operationId'>;

const HouseholdInput = RegisterHouseholdInput.omit({ operationId: true });

/** An empty member. */
export function newMemberDraft(personId: string, relation: Relation): MemberDraft {
	return {
		personId,
		name: '',
		documentKind: 'residentId',
		documentNumber: '',
		noDocumentReason: '',
		relation,
		sex: '',
		birthDate: '',
		phone: '',
		needs: [],
		needNote: '',
		nextOfKin: { name: '', phone: '', relation: '' },
		mayBeFound: null,
		photo: null
	};
}

/** A household of an empty head. */
export function newHouseholdDraft(ids: { householdId: string; personId: string }, homeCode: string): HouseholdDraft {
	return {
		householdId: ids.householdId,
		homeCode,
		mayBeFound: null,
		members: [newMemberDraft(ids.personId, 'head')]
	};
}

/** The draft that a household came from, to be mended. Photos travel apart and are not in it. */
export function draftOf({ householdId, homeCode, members }: z.input<typeof HouseholdInput>): HouseholdDraft {
	const words = new Set(members.map(({ mayBeFound }) => mayBeFound));
	const isOneWord = words.size === 1;
	return {
		householdId,
		homeCode,
		mayBeFound: isOneWord ? ([...words][0] ?? null) : null,
		members: members.map(({ personId, name, document, relation, sex, birthDate, mayBeFound, ...rest }) => ({
			...newMemberDraft(personId, relation),
			name,
			documentKind: document.kind,
			documentNumber: document.kind === 'none' ? '' : document.number,
			noDocumentReason: document.kind === 'none' ? document.reason : '',
			sex: sex ?? '',
			birthDate: birthDate ?? '',
			phone: rest.phone ?? '',
			needs: [...(rest.needs ?? [])],
			needNote: rest.needNote ?? '',
			nextOfKin: { name: '', phone: '', relation: '', ...rest.nextOfKin },
			mayBeFound: isOneWord ? null : mayBeFound
		}))
	};
}

/** The members with another head: who was it becomes `other`, for nobody knows yet how they stand to the new one. */
export function withHead(members: readonly MemberDraft[], personId: string): MemberDraft[] {
	return members.map((member) => {
		if (member.personId === personId) return { ...member, relation: 'head' };
		return member.relation === 'head' ? { ...member, relation: 'other' } : member;
	});
}

/** The members without one of them; when it was the head, the first of the others is the head. */
export function withoutMember(members: readonly MemberDraft[], personId: string): MemberDraft[] {
	const left = members.filter((member) => member.personId !== personId);
	const [first] = left;
	return !first || left.some(({ relation }) => relation === 'head') ? left : withHead(left, first.personId);
}

/** Whether anything was typed of a member. */
export function isBlank(member: MemberDraft): boolean {
	return member.name.trim() === '' && member.documentNumber.trim() === '' && member.noDocumentReason.trim() === '';
}

function documentOf(draft: MemberDraft): IdentityDocument {
	return draft.documentKind === 'none'
		? { kind: 'none', reason: draft.noDocumentReason }
		: { kind: draft.documentKind, number: draft.documentNumber };
}

/** What a document says of its owner, as it is typed; null until it is whole and right. */
export function readDocument(draft: MemberDraft, now: Date): { birthDate: string | null; sex: Sex | null } | null {
	if (draft.documentKind === 'none' || draft.documentNumber.trim() === '') return null;
	const checked = checkDocument(documentOf(draft), now);
	return checked.ok ? { birthDate: checked.value.birthDate, sex: checked.value.sex } : null;
}

/**
 * What is wrong with a document number. While it is still being typed (`isDone` false) only what more typing cannot
 * mend is said.
 */
export function documentTrouble(draft: MemberDraft, now: Date, isDone: boolean): Problem | null {
	if (draft.documentKind === 'none' || draft.documentNumber.trim() === '') return null;
	const checked = checkDocument(documentOf(draft), now);
	if (checked.ok) return null;
	const { code, params } = checked.problem;
	const mayGoOn =
		code === 'documentNumber' ||
		(code === 'idNumberLength' && Number(params?.['length'] ?? 0) < 18) ||
		isOldLength(draft);
	return isDone || !mayGoOn ? checked.problem : null;
}

/** Fifteen places are an old number, or eighteen on the way. */
const isOldLength = ({ documentNumber }: MemberDraft) => documentNumber.replace(/\s/g, '').length === 15;

/** The birth date that counts: the document's where it tells, else the typed one; null while there is none. */
export function birthDateOf(draft: MemberDraft, now: Date): string | null {
	return readDocument(draft, now)?.birthDate ?? (draft.birthDate === '' ? null : draft.birthDate);
}

/** The needs that follow from the age and need not be said. */
export function needsByAge(draft: MemberDraft, now: Date): Need[] {
	return needsOf([], birthDateOf(draft, now), dayOf(now));
}

/** A member as a command wants them, as far as they are typed; what is missing, the check finds. */
function memberInput(draft: MemberDraft, householdConsent: boolean | null): z.input<typeof MemberInput> {
	const { personId, name, relation, phone, needs, needNote, nextOfKin } = draft;
	const hasKin = Object.values(nextOfKin).some((text) => text.trim() !== '');
	return {
		personId,
		name,
		document: documentOf(draft),
		relation,
		sex: draft.sex === '' ? null : draft.sex,
		birthDate: draft.birthDate === '' ? null : draft.birthDate,
		phone,
		needs: [...needs],
		needNote,
		nextOfKin: hasKin ? { ...nextOfKin } : null,
		mayBeFound: draft.mayBeFound ?? householdConsent ?? false
	};
}

const NOT_ASKED = { zh: '请先询问本人再选择', en: 'ask, then choose' };
const NO_HOME = { zh: '请选择来自哪个村（社区）', en: 'choose where they come from' };

function refusal(fields: FieldProblem[]): Result<never> {
	const summary = [...new Set(fields.map(({ zh }) => zh))].join('；').slice(0, 300);
	return refuse(problem('invalidInput', { summary }, fields));
}

/**
 * The household as the county takes it.
 *
 * @returns it, or `invalidInput` with every field that is wrong, by paths such as `members.0.document.number`;
 *   `mayBeFound` where nobody was asked
 */
export function householdOf(draft: HouseholdDraft, now: Date): Result<HouseholdInput> {
	const { householdId, homeCode, mayBeFound, members } = draft;
	const asked = members.every((member) => member.mayBeFound !== null) || mayBeFound !== null;
	const faults: FieldProblem[] = asked ? [] : [{ path: 'mayBeFound', ...NOT_ASKED }];
	if (homeCode === '') faults.push({ path: 'homeCode', ...NO_HOME });
	const parsed = HouseholdInput.safeParse({
		householdId,
		homeCode,
		members: members.map((member) => memberInput(member, mayBeFound))
	});
	if (!parsed.success) {
		const issues = describeIssues(parsed.error.issues).filter(({ path }) => path !== 'homeCode' || homeCode !== '');
		return refusal([...faults, ...issues]);
	}
	const decided = decideRegisterHousehold(parsed.data, now);
	if (!decided.ok) return refusal([...faults, ...(decided.problem.fields ?? [])]);
	return faults.length > 0 ? refusal(faults) : ok(parsed.data);
}

/** One member alone, as when somebody is added to a household. Paths are those of the member, such as `document.number`. */
export function memberOf(draft: MemberDraft, now: Date): Result<MemberInput> {
	const faults: FieldProblem[] = draft.mayBeFound === null ? [{ path: 'mayBeFound', ...NOT_ASKED }] : [];
	const parsed = MemberInput.safeParse(memberInput(draft, null));
	if (!parsed.success) return refusal([...faults, ...describeIssues(parsed.error.issues)]);
	// Held against the rules of a household of one, whatever the relation to the real one is.
	const alone = { householdId: draft.personId, homeCode: '430426' };
	const decided = decideRegisterHousehold({ ...alone, members: [{ ...parsed.data, relation: 'head' }] }, now);
	if (!decided.ok) {
		const fields = (decided.problem.fields ?? []).map((field) => ({
			...field,
			path: field.path.replace('members.0.', '')
		}));
		return refusal([...faults, ...fields]);
	}
	return faults.length > 0 ? refusal(faults) : ok(parsed.data);
}
