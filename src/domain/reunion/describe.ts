import { lettersOf } from '../people/search-tokens.ts';
import type { Sought } from './ask.ts';

/**
 * Whether somebody is exactly the one described by name, home and year of birth: all three, nothing near. Dots, spaces
 * and the width of letters in a name do not count.
 */
export function isDescribed(
	person: { homeCode: string; secret: { name: string; birthDate: string | null } },
	sought: Extract<Sought, { by: 'name' }>
): boolean {
	const isSameName = lettersOf(person.secret.name).join('') === lettersOf(sought.name).join('');
	const year = person.secret.birthDate?.slice(0, 4);
	return isSameName && person.homeCode === sought.homeCode && year === String(sought.birthYear);
}
