/** Crockford's letters: none that is taken for another when it is read out or typed. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Characters of a code: 50 bits, which last for the minutes it is good for. */
export const CODE_LENGTH = 10;

/** A code of ten characters out of random or keyed bytes, seven at least. */
export function codeOf(bytes: Uint8Array): string {
	const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
	return Array.from({ length: CODE_LENGTH }, (_, at) => LETTERS[parseInt(bits.slice(at * 5, at * 5 + 5), 2)]).join('');
}

/** What was typed or scanned, in its one form; null where it is no code. */
export function readCode(text: string): string | null {
	const typed = text
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s\-–—.]/g, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
	const isCode = typed.length === CODE_LENGTH && [...typed].every((letter) => LETTERS.includes(letter));
	return isCode ? typed : null;
}

/** A code as it is shown, in two groups. */
export function showCode(code: string): string {
	return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;
}
