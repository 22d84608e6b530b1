import { pinyin } from 'pinyin-pro';

/** Of a name with many polyphones no more spellings than this are written out. */
const MOST_SPELLINGS = 24;
/** Readings that are kept: looking one up takes longer than all else that an import does for a name. */
const MOST_KEPT = 30_000;

const kept = new Map<string, readonly string[]>();

/**
 * First letters a character may begin with when read; empty where no reading is known. All of its readings hold those
 * that it has in a surname: 仇 q, 万俟 mq.
 */
function initialsOfCharacter(character: string): readonly string[] {
	const before = kept.get(character);
	if (before) return before;
	if (kept.size >= MOST_KEPT) kept.clear();
	const found = findInitials(character);
	kept.set(character, found);
	return found;
}

function findInitials(character: string): readonly string[] {
	if (/^[a-z]$/i.test(character)) return [character.toLowerCase()];
	if (!/\p{Script=Han}/u.test(character)) return [];
	const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array' });
	return [...new Set(readings.map((reading) => reading.charAt(0).toLowerCase()))].filter((letter) =>
		/[a-z]/.test(letter)
	);
}

/**
 * The letters that each character of a name may begin with, all readings of polyphones among them. Characters without
 * a known reading and dots are passed over.
 */
export function initialsOfEach(name: string): (readonly string[])[] {
	const each: (readonly string[])[] = [];
	for (const character of name.normalize('NFKC')) {
		const initials = initialsOfCharacter(character);
		if (initials.length > 0) each.push(initials);
	}
	return each;
}

/** The pinyin initials that a name may be spelt with: `wxm` for 王小明, the spellings of polyphones one by one. */
export function initialsOfName(name: string): string[] {
	const each = initialsOfEach(name);
	return each.reduce<string[]>(
		(spellings, letters) =>
			spellings.flatMap((spelling) => letters.map((letter) => spelling + letter)).slice(0, MOST_SPELLINGS),
		each.length > 0 ? [''] : []
	);
}
