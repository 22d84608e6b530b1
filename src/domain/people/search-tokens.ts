import { normaliseDocumentNumber } from './id-number.ts';
import { documentNumber } from './identity-document.ts';
import type { PersonSecret } from './person.ts';
import { initialsOfName } from './pinyin-initials.ts';

/** Tails of numbers that can be looked for, in places. */
const SHORTEST_TAIL = 4;
const LONGEST_TAIL = 8;
/** Characters of a name that count in a search. */
const LONGEST_NAME = 12;

/** The characters of a name that count: no dots, no spaces, letters in lower case, full-width forms narrowed. */
export function lettersOf(name: string): string[] {
	return [...name.normalize('NFKC').toLowerCase()].filter((character) => /[\p{L}\p{N}\p{Co}]/u.test(character));
}

/** Runs of a list of `from` to `to` places, joined. */
function runs(of: readonly string[], from: number, to: number): string[] {
	return of.flatMap((_, at) =>
		Array.from({ length: to - from + 1 }, (_, more) => from + more)
			.filter((length) => at + length <= of.length)
			.map((length) => of.slice(at, at + length).join(''))
	);
}

const nameTokens = (letters: readonly string[]) => {
	const counted = letters.slice(0, LONGEST_NAME);
	return counted.length === 1 ? [`n:${counted[0]}`] : runs(counted, 2, 2).map((run) => `n:${run}`);
};

function tailTokens(number: string): string[] {
	const lengths = Array.from({ length: LONGEST_TAIL - SHORTEST_TAIL + 1 }, (_, more) => SHORTEST_TAIL + more);
	return lengths.filter((length) => length <= number.length).map((length) => `d:${number.slice(-length)}`);
}

const digitsOf = (phone: string) => phone.normalize('NFKC').replace(/\D/g, '');

/**
 * Under what a person can be found: each character and each pair of the name, the initials and their runs, the tails
 * of document and telephone. Kept only as keyed hashes.
 */
export function tokensOfPerson(person: Pick<PersonSecret, 'name' | 'document' | 'phone'>): string[] {
	const letters = lettersOf(person.name).slice(0, LONGEST_NAME);
	const initials = initialsOfName(letters.join('')).flatMap((spelling) => runs([...spelling], 2, LONGEST_NAME));
	return [
		...new Set([
			...letters.map((letter) => `n:${letter}`),
			...nameTokens(letters),
			...initials.map((run) => `p:${run}`),
			...tailTokens(documentNumber(person.document) ?? ''),
			...tailTokens(digitsOf(person.phone))
		])
	];
}

/**
 * What a search asks for: words divided by spaces, each a name or a part of one, pinyin initials (two letters or
 * more), or a number or its tail (four places or more).
 *
 * @returns tokens that all must be there, or null when a word is too short to look for
 */
export function tokensOfQuery(text: string): string[] | null {
	const given = text.normalize('NFKC').trim();
	const words = /^[\d\s()+-]+$/.test(given) ? [given.replace(/\s/g, '')] : given.split(/\s+/).filter(Boolean);
	const tokens = words.map(tokensOfWord);
	if (tokens.length === 0 || tokens.some((of) => of.length === 0)) return null;
	return [...new Set(tokens.flat())];
}

function tokensOfWord(word: string): string[] {
	if (/\d/.test(word) && !/\p{Script=Han}/u.test(word)) {
		const number = normaliseDocumentNumber(word.replace(/[()+]/g, ''));
		return number.length < SHORTEST_TAIL ? [] : [`d:${number.slice(-LONGEST_TAIL)}`];
	}
	if (/^[a-z]+$/i.test(word)) return word.length < 2 ? [] : [`p:${word.toLowerCase().slice(0, LONGEST_NAME)}`];
	return nameTokens(lettersOf(word));
}
