import { CODE_DIGITS } from '../areas/area-code.ts';
import { plainName } from './demo-mark.ts';
import { normaliseDocumentNumber } from './id-number.ts';
import { documentNumber } from './identity-document.ts';
import type { PersonSecret } from './person.ts';
import { initialsOfEach } from './pinyin-initials.ts';

/**
 * Tails of numbers that have a token: the shortest that can be looked for, and one that few people share. A longer
 * one is looked up by its last six places, and what was found is compared with all of it.
 */
const SHORT_TAIL = 4;
const LONG_TAIL = 6;

/** What of a person can be searched. */
export type Searchable = Pick<PersonSecret, 'name' | 'document' | 'phone'>;

/** One word of a search, in the form it is compared in. */
type Word = { kind: 'name' | 'initials' | 'number'; text: string };

/** A search that was read: tokens that whoever is meant has all, and the words to compare those with who have them. */
export interface PeopleSearch {
	tokens: string[];
	words: Word[];
}

/** A search without words, which means everybody. */
export const NOTHING_SAID: PeopleSearch = { tokens: [], words: [] };

/** The characters of a name as most are, each of which counts as it stands; null for any other. */
function plainLetters(name: string): string[] | null {
	const letters: string[] = [];
	for (let at = 0; at < name.length; at++) {
		const unit = name.charCodeAt(at);
		if (unit < 0x4e00 || unit > 0x9fff) return null;
		letters.push(name.charAt(at));
	}
	return letters;
}

/**
 * The characters of a name that count: no dots, no spaces, letters in lower case, full-width forms narrowed; without
 * the mark of an invented name.
 */
export function lettersOf(name: string): string[] {
	const plain = plainLetters(name);
	if (plain) return plain;
	return [...plainName(name).normalize('NFKC').toLowerCase()].filter((character) =>
		/[\p{L}\p{N}\p{Co}]/u.test(character)
	);
}

const digitsOf = (phone: string) => (/^\d*$/.test(phone) ? phone : phone.normalize('NFKC').replace(/\D/g, ''));

const numbersOf = ({ document, phone }: Searchable) => [documentNumber(document) ?? '', digitsOf(phone)];

/** A list with each of its items joined to the next. */
const pairsOf = (items: readonly string[]) => items.slice(1).map((item, at) => items[at]! + item);

/**
 * Under what a person can be found: each character of the name and each pair of them, each pair of initials in every
 * reading, two tails of document and telephone. Kept only as keyed hashes. Few, for they are most of what an import
 * writes: a longer part of a name or spelling is found by its pairs.
 */
export function tokensOfPerson(person: Searchable): string[] {
	const letters = lettersOf(person.name);
	const tokens = new Set<string>();
	for (const letter of letters) tokens.add(`n:${letter}`);
	for (let at = 1; at < letters.length; at++) tokens.add(`n:${letters[at - 1]}${letters[at]}`);
	const initials = initialsOfEach(letters.join(''));
	for (let at = 1; at < initials.length; at++)
		for (const first of initials[at - 1]!) for (const second of initials[at]!) tokens.add(`p:${first}${second}`);
	for (const number of numbersOf(person))
		for (const length of [SHORT_TAIL, LONG_TAIL]) if (number.length >= length) tokens.add(`d:${number.slice(-length)}`);
	return [...tokens];
}

/**
 * Reads what somebody looks for: words divided by spaces, each a name or a part of one, pinyin initials (two letters
 * or more), or a number or its tail (four places or more).
 *
 * @returns null when a word is too short to look for
 */
export function readSearch(text: string): PeopleSearch | null {
	const given = text.normalize('NFKC').trim();
	const isOneNumber = /^[\d\s()+-]+$/.test(given);
	const words = (isOneNumber ? [given.replace(/\s/g, '')] : given.split(/\s+/).filter(Boolean)).map(readWord);
	const tokens = words.map(tokensOfWord);
	if (tokens.length === 0 || tokens.some((of) => of.length === 0)) return null;
	return { tokens: [...new Set(tokens.flat())], words };
}

function readWord(word: string): Word {
	if (/\d/.test(word) && !/\p{Script=Han}/u.test(word))
		return { kind: 'number', text: normaliseDocumentNumber(word.replace(/[()+]/g, '')) };
	if (/^[a-z]+$/i.test(word)) return { kind: 'initials', text: word.toLowerCase() };
	return { kind: 'name', text: lettersOf(word).join('') };
}

function tokensOfWord({ kind, text }: Word): string[] {
	const letters = [...text];
	if (kind === 'initials') return pairsOf(letters).map((pair) => `p:${pair}`);
	if (kind === 'name') return (letters.length === 1 ? letters : pairsOf(letters)).map((name) => `n:${name}`);
	if (text.length < SHORT_TAIL) return [];
	return [`d:${text.slice(-(text.length < LONG_TAIL ? SHORT_TAIL : LONG_TAIL))}`];
}

/**
 * Whether thousands of a county may be meant: a search for nothing but one character, two initials, or an area above
 * a village.
 */
export function isBroad({ words }: PeopleSearch, areaCodes: readonly string[]): boolean {
	const [word, ...others] = words;
	if (!word) return areaCodes.every((code) => code.length < CODE_DIGITS.village);
	if (others.length > 0 || areaCodes.length > 0 || word.kind === 'number') return false;
	return [...word.text].length <= (word.kind === 'initials' ? 2 : 1);
}

/** Whether a person is meant by a search: every word is in the name, its spelling, or the tail of a number. */
export function isMeant(person: Searchable, { words }: PeopleSearch): boolean {
	const name = lettersOf(person.name).join('');
	return words.every(({ kind, text }) => {
		if (kind === 'name') return name.includes(text);
		if (kind === 'initials') return isSpelt(initialsOfEach(name), text);
		// A telephone may be asked for with more in front of it than was written down: +86, the code of the city.
		return numbersOf(person).some((of) => of.endsWith(text) || (of.length >= LONG_TAIL && text.endsWith(of)));
	});
}

/** Whether some run of characters can be spelt with these initials. */
function isSpelt(initials: readonly (readonly string[])[], text: string): boolean {
	return initials.some(
		(_, from) =>
			from + text.length <= initials.length && [...text].every((letter, at) => initials[from + at]!.includes(letter))
	);
}
