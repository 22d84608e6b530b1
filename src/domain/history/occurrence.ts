const pad = (part: string) => part.padStart(2, '0');

function dayIfReal(year: string, month: string, day: string): string | null {
	const text = `${year}-${pad(month)}-${pad(day)}`;
	const moment = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text) && text >= '1900' && text < '2200'
		? text
		: null;
}

/** Days of serial numbers that can be meant as a date: 1927 to 2119. */
const SERIALS = { first: 10_000, last: 80_000 };

/**
 * The day on which a disaster began, from the text of the national statistics: `2020-06-01 08:00:00`, `2020/6/1`,
 * `2020年6月1日`, `20200601`, `2020年6月`, a span (its first day), or a spreadsheet's serial number of a day.
 *
 * @returns null when no day can be read from it; the text itself is kept wherever it goes
 */
export function readOccurrence(text: string): { day: string; isSerial: boolean } | null {
	const plain = text.normalize('NFKC').trim();
	const serial = /^\d{5}(\.\d+)?$/.test(plain) ? Math.floor(Number(plain)) : 0;
	if (serial >= SERIALS.first && serial <= SERIALS.last)
		return { day: new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10), isSerial: true };
	const match =
		/^(\d{4})(\d{2})(\d{2})(?!\d)/.exec(plain) ??
		/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)/.exec(plain) ??
		/^(\d{4})[-/.年](\d{1,2})(?:月|$)/.exec(plain) ??
		/^(\d{4})年?$/.exec(plain);
	if (!match) return null;
	const [, year = '', month = '1', day = '1'] = match;
	const found = dayIfReal(year, month, day);
	return found === null ? null : { day: found, isSerial: false };
}
