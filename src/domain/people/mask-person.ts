import { dayOf } from '../audit/audit-entry.ts';
import { maskPhone } from '../shelters/contact.ts';
import { DEMO_MARK, isInvented, plainName } from './demo-mark.ts';
import type { Sex } from './id-number.ts';
import { documentNumber, type IdentityDocument } from './identity-document.ts';
import type { Need, Person, Relation } from './person.ts';
import { ageOn } from './register-household.ts';

/** A person as shown by default: enough to tell two members of a family apart, not enough to know who it is. */
export interface MaskedPerson {
	id: string;
	householdId: string;
	homeCode: string;
	relation: Relation;
	needs: Need[];
	mayBeFound: boolean;
	/** 王**; empty when what was personal is anonymised. */
	name: string;
	documentKind: IdentityDocument['kind'];
	/** 430***********123X; empty without a document. */
	documentNumber: string;
	/** 138****78; empty without a telephone. */
	phone: string;
	sex: Sex | null;
	/** Whole years; null where the birth date is not known. */
	age: number | null;
}

/**
 * A name with all but its first character hidden; the number of stars tells no more than “two or more”. An invented
 * name keeps the mark that says so.
 */
export function maskName(name: string): string {
	const [first = '', ...rest] = [...plainName(name)];
	return first + '*'.repeat(Math.min(rest.length, 2)) + (isInvented(name) ? DEMO_MARK : '');
}

/** A document number with its first three and last four places left; shorter ones keep their last two. */
export function maskDocumentNumber(number: string): string {
	const [head, tail] = number.length >= 15 ? [3, 4] : [0, Math.min(2, Math.floor(number.length / 4))];
	return number.slice(0, head) + '*'.repeat(number.length - head - tail) + number.slice(number.length - tail);
}

/** A person masked. `now` gives the age. */
export function maskPerson(person: Person, now: Date): MaskedPerson {
	const { secret, ...clear } = person;
	return {
		...clear,
		name: maskName(secret.name),
		documentKind: secret.document.kind,
		documentNumber: maskDocumentNumber(documentNumber(secret.document) ?? ''),
		phone: maskPhone(secret.phone),
		sex: secret.sex,
		age: secret.birthDate === null ? null : ageOn(secret.birthDate, dayOf(now))
	};
}
