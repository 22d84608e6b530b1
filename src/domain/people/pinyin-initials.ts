import { pinyin } from 'pinyin-pro';

/** Of a name with many polyphones no more spellings than this are written out. */
const MOST_SPELLINGS = 24;
/** Readings that are kept: looking one up takes longer than all else that an import does for a name. */
const MOST_KEPT = 30_000;

/** Keeps what `find` gives, for so many keys. */
function kept(find: (of: string) => readonly string[]): (of: string) => readonly string[] {
	const known = new Map<string, readonly string[]>();
	return (of) => {
		const before = known.get(of);
		if (before) return before;
		if (known.size >= MOST_KEPT) known.clear();
		const found = find(of);
		known.set(of, found);
		return found;
	};
}

/** First letters a character may begin with when read; empty where no reading is known. */
const initialsOfCharacter = kept((character) => {
	if (/^[a-z]$/i.test(character)) return [character.toLowerCase()];
	if (!/\p{Script=Han}/u.test(character)) return [];
	const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array' });
	return [...new Set(readings.map((reading) => reading.charAt(0).toLowerCase()))].filter((letter) =>
		/[a-z]/.test(letter)
	);
});

/** The initials of the first two characters of a name as a surname is read: 仇 q, 万俟 mq. */
const initialsOfSurname = kept((head) => {
	const read = pinyin(head, { surname: 'head', toneType: 'none', type: 'array' });
	return read.length === [...head].length ? read.map((reading) => reading.charAt(0)) : [];
});

/**
 * The letters that each character of a name may begin with, all readings of polyphones among them and those that only
 * surnames have. Characters without a known reading and dots are passed over.
 */
export function initialsOfEach(name: string): (readonly string[])[] {
	const characters = [...name.normalize('NFKC')];
	const asSurname = initialsOfSurname(characters.slice(0, 2).join(''));
	return characters
		.map((character, at) => {
			const known = initialsOfCharacter(character);
			const surname = known.length > 0 ? (asSurname[at] ?? '') : '';
			return /[a-z]/.test(surname) && !known.includes(surname) ? [surname, ...known] : known;
		})
		.filter((letters) => letters.length > 0);
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
