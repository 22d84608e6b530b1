import { dayOf } from '../audit/audit-entry.ts';
import { describeProblem, problem, type FieldProblem, type Problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { checkDocument, documentKey } from './identity-document.ts';
import { NEEDS, type MemberInput, type Need, type Person, type RegisterHouseholdInput } from './person.ts';

/** From this age somebody is old (law: 老年人权益保障法, Art. 2). */
export const ELDERLY_FROM = 60;
/** Below this age a child is an infant (law: 婴幼儿 are those under 3, 国办发〔2019〕15号). */
const INFANT_BELOW = 3;

/** A household as it is given, whatever command brings it. */
type Household = Omit<RegisterHouseholdInput, 'operationId'>;

/** Whole years of age on a day. */
export function ageOn(birthDate: string, day: string): number {
	const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
	return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The needs that were said, and those that follow from the age; in the order of the list. */
export function needsOf(said: readonly Need[], birthDate: string | null, day: string): Need[] {
	const all = new Set<Need>(said);
	if (birthDate !== null) {
		const age = ageOn(birthDate, day);
		if (age >= ELDERLY_FROM) all.add('elderly');
		if (age < INFANT_BELOW) all.add('infant');
	}
	return NEEDS.filter((need) => all.has(need));
}

function fieldProblem(path: string, of: Problem): FieldProblem {
	return { path, zh: describeProblem(of, 'zh'), en: describeProblem(of, 'en') };
}

/**
 * Checks a household and makes its persons: birth date and sex come from the document where it tells, needs also from
 * the age.
 *
 * @returns the persons, or `invalidInput` with every field that is wrong
 */
export function decideRegisterHousehold(input: Household, now: Date): Result<Person[]> {
	const faults: FieldProblem[] = [];
	if (input.members.filter(({ relation }) => relation === 'head').length !== 1)
		faults.push({ path: 'members', zh: '一户要有且只有一名户主', en: 'a household has one head, and only one' });
	const seen = new Set<string>();
	const persons = input.members.flatMap((member, at): Person[] => {
		const checked = checkDocument(member.document, now);
		if (!checked.ok) {
			faults.push(fieldProblem(`members.${at}.document.number`, checked.problem));
			return [];
		}
		const { document, birthDate, sex } = checked.value;
		for (const [path, key] of [
			['document.number', documentKey(document)],
			['personId', member.personId]
		] as const) {
			if (key === null) continue;
			if (seen.has(key))
				faults.push({ path: `members.${at}.${path}`, zh: '与本户另一人相同', en: 'the same as another member’s' });
			seen.add(key);
		}
		const born = birthDate ?? member.birthDate;
		if (born !== null && born > dayOf(now))
			faults.push({ path: `members.${at}.birthDate`, zh: '出生日期还没有到', en: 'the birth date is still to come' });
		return [personOf(input, member, { document, birthDate: born, sex: sex ?? member.sex }, now)];
	});
	if (faults.length > 0) {
		const summary = faults.map(({ zh }) => zh).join('；');
		return refuse(problem('invalidInput', { summary: summary.slice(0, 300) }, faults));
	}
	return ok(persons);
}

function personOf(
	input: Household,
	member: MemberInput,
	known: Pick<Person['secret'], 'document' | 'birthDate' | 'sex'>,
	now: Date
): Person {
	const { personId, name, relation, phone, needNote, address, nextOfKin, mayBeFound } = member;
	return {
		id: personId,
		householdId: input.householdId,
		homeCode: input.homeCode,
		relation,
		needs: needsOf(member.needs, known.birthDate, dayOf(now)),
		mayBeFound,
		secret: { name, ...known, phone, needNote, ...(address ? { address } : {}), nextOfKin }
	};
}
