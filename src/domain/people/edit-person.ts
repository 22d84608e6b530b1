import { z } from 'zod';
import { dayOf } from '../audit/audit-entry.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { Command, Day, Id, line, Reason } from '../shared/fields.ts';
import { describeProblem, problem, type Problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { Phone } from '../shelters/contact.ts';
import { checkDocument, IdentityDocument } from './identity-document.ts';
import { NEEDS, NextOfKin, PersonName, RELATIONS, type Need, type Person } from './person.ts';
import { needsOf } from './register-household.ts';

/** What may be put right of a person; what is left out stays as it is. */
export const PersonChanges = z.object({
	name: PersonName.optional(),
	document: IdentityDocument.optional(),
	/** `head` makes who was the head `other`; the head stays it until another is. */
	relation: z.enum(RELATIONS).optional(),
	/** The document goes before what is typed. */
	sex: z.enum(['male', 'female']).nullable().optional(),
	birthDate: Day.nullable().optional(),
	phone: Phone.optional(),
	needs: z.array(z.enum(NEEDS)).max(NEEDS.length).optional(),
	needNote: line(200).optional(),
	nextOfKin: NextOfKin.nullable().optional(),
	mayBeFound: z.boolean().optional()
});
export type PersonChanges = z.infer<typeof PersonChanges>;

/** Putting a person's record right, with the reason that the trail keeps; `version` is the one it was read in. */
export const EditPersonInput = Command.extend({
	personId: Id,
	version: z.int().min(1),
	reason: Reason,
	changes: PersonChanges
});
export type EditPersonInput = z.infer<typeof EditPersonInput>;

/** What the trail says was changed: fields, never what stood or stands in them. */
export type PersonField = keyof PersonChanges;

const FIELDS = Object.keys(PersonChanges.shape) as PersonField[];

/** A field of a person, wherever it is kept. */
function fieldOf({ secret, relation, needs, mayBeFound }: Person, field: PersonField): unknown {
	if (field === 'relation') return relation;
	if (field === 'needs') return needs;
	return field === 'mayBeFound' ? mayBeFound : secret[field];
}

/** A problem of a field of the changes. */
function wrongField(path: string, of: Problem): Result<never> {
	const [zh, en] = [describeProblem(of, 'zh'), describeProblem(of, 'en')];
	return refuse(problem('invalidInput', { summary: zh }, [{ path: `changes.${path}`, zh, en }]));
}

/** The needs that were said of a person, without those that follow from the age. */
export function saidNeeds(person: Pick<Person, 'needs' | 'secret'>, now: Date): Need[] {
	const byAge = needsOf([], person.secret.birthDate, dayOf(now));
	return person.needs.filter((need) => !byAge.includes(need));
}

/**
 * A person put right: birth date and sex come from the document where it tells, needs also from the age.
 *
 * @returns the person and the fields that changed, or `nothingToChange`, `householdNeedsHead` (the head cannot stop
 *   being it), `invalidInput` for a document or a birth date that cannot be
 */
export function decideEditPerson(
	before: Person,
	changes: PersonChanges,
	now: Date
): Result<{ person: Person; changed: PersonField[] }> {
	const given = changes.document ?? before.secret.document;
	const checked = checkDocument(given, now);
	// A document that was taken in before its form was known stays as it is until it is changed.
	if (!checked.ok && changes.document) return wrongField('document.number', checked.problem);
	const told = checked.ok ? checked.value : { document: given, birthDate: null, sex: null };
	const birthDate = told.birthDate ?? (changes.birthDate === undefined ? before.secret.birthDate : changes.birthDate);
	if (birthDate !== null && birthDate > dayOf(now))
		return wrongField('birthDate', problem('idNumberFuture', { date: birthDate }));
	if (before.relation === 'head' && (changes.relation ?? 'head') !== 'head')
		return refuse(problem('householdNeedsHead'));
	const { name, phone, needNote, nextOfKin } = { ...before.secret, ...withoutUndefined(changes) };
	const person: Person = {
		...before,
		relation: changes.relation ?? before.relation,
		mayBeFound: changes.mayBeFound ?? before.mayBeFound,
		needs: needsOf(changes.needs ?? saidNeeds(before, now), birthDate, dayOf(now)),
		secret: {
			name,
			document: told.document,
			sex: told.sex ?? (changes.sex === undefined ? before.secret.sex : changes.sex),
			birthDate,
			phone,
			needNote,
			nextOfKin
		}
	};
	const changed = FIELDS.filter((of) => canonicalJson(fieldOf(before, of)) !== canonicalJson(fieldOf(person, of)));
	return changed.length > 0 ? ok({ person, changed }) : refuse(problem('nothingToChange'));
}

function withoutUndefined<T extends object>(of: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
		[K in keyof T]?: Exclude<T[K], undefined>;
	};
}
