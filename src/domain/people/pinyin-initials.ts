import { pinyin } from 'pinyin-pro';

/** Of a name with many polyphones no more spellings than this are kept. */
const MOST_SPELLINGS = 24;

/** First letters a character may begin with when read; empty where no reading is known. */
function initialsOfCharacter(character: string): string[] {
	if (/^[a-z]$/i.test(character)) return [character.toLowerCase()];
	if (!/\p{Script=Han}/u.test(character)) return [];
	const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array' });
	return [...new Set(readings.map((reading) => reading.charAt(0).toLowerCase()))].filter((letter) =>
		/[a-z]/.test(letter)
	);
}

/**
 * The pinyin initials under which a name may be looked for, all readings of polyphones among them and those that only
 * surnames have (仇 q, 万俟 mq): `wxm` for 王小明. Characters without a known reading and dots are passed over.
 */
export function initialsOfName(name: string): string[] {
	const characters = [...name.normalize('NFKC')];
	const asSurname = pinyin(characters.join(''), { surname: 'head', toneType: 'none', type: 'array' });
	const perCharacter = characters
		.map((character, at) => {
			const known = initialsOfCharacter(character);
			const surname = known.length > 0 && asSurname.length === characters.length ? (asSurname[at] ?? '').charAt(0) : '';
			return /[a-z]/.test(surname) ? [...new Set([surname, ...known])] : known;
		})
		.filter((letters) => letters.length > 0);
	return perCharacter.reduce<string[]>(
		(spellings, letters) =>
			spellings.flatMap((spelling) => letters.map((letter) => spelling + letter)).slice(0, MOST_SPELLINGS),
		perCharacter.length > 0 ? [''] : []
	);
}
