import type { IdentityDocument } from '#domain/people/identity-document.ts';
import type { Person, PersonSecret } from '#domain/people/person.ts';

export const NOW = new Date('2026-01-12T04:00:00Z');
export const personId = (at: number) => `01890000-0000-7000-8000-${String(at).padStart(12, '0')}`;
/** A woman born on 1949-12-31. */
export const NUMBER = '11010519491231002X';
export const residentId = (number: string): IdentityDocument => ({ kind: 'residentId', number });
export const NO_DOCUMENT: IdentityDocument = { kind: 'none', reason: '洪水中遗失' };

/** A registered person, head of a household of her own unless told. */
export function aPerson(
	at: number,
	over: Partial<Omit<Person, 'secret'>> & { secret?: Partial<PersonSecret> } = {}
): Person {
	return {
		id: personId(at),
		householdId: personId(900 + at),
		homeCode: '430426104201',
		relation: 'head',
		needs: [],
		mayBeFound: true,
		...over,
		secret: {
			name: '王小明',
			document: NO_DOCUMENT,
			sex: null,
			birthDate: null,
			phone: '',
			needNote: '',
			nextOfKin: null,
			...over.secret
		}
	};
}
