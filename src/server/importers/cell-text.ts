import type { Cell } from './table.ts';

const UNCLEAN = /[\s\u3000\u200b-\u200f\u2060\ufeff\u00ad]/;

/** The text of a cell as a field wants it: one line, no invisible characters, blanks of all widths as one space. */
export function plainText(cell: Cell | undefined): string {
	if (!cell) return '';
	if (!UNCLEAN.test(cell.text)) return cell.text;
	return cell.text
		.replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
		.replace(/[\s\u3000]+/g, ' ')
		.trim();
}

const WIDE = /[\uff01-\uff5e。]/;

/** Full-width digits, letters and signs as their plain forms: `１，２００．５` → `1,200.5`. */
function halfWidth(text: string): string {
	if (!WIDE.test(text)) return text;
	return text
		.replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
		.replace(/。/g, '.');
}

/**
 * A number as people type it, as a plain decimal text: full-width digits, thousands separators and a unit behind it
 * are understood.
 *
 * @param units what may stand behind the number, such as `㎡`
 * @returns null when it is no number; it is never guessed
 */
export function decimalText(cell: Cell | undefined, units: readonly string[] = []): string | null {
	let text = halfWidth(plainText(cell)).replace(/\s/g, '');
	const unit = units.find((suffix) => text.toLowerCase().endsWith(suffix.toLowerCase()));
	if (unit) text = text.slice(0, -unit.length);
	if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) text = text.replaceAll(',', '');
	const match = /^\+?(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text);
	if (!match) return null;
	const [, sign = '', whole = '', fraction = ''] = match;
	return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A code or a telephone number: full-width digits made plain, blanks at its ends removed. */
export function codeText(cell: Cell | undefined): string {
	return halfWidth(plainText(cell));
}
