const DAY = 86_400_000;

/** A number of a workbook as a person reads it: at most 15 digits, as Excel shows, and no exponent. */
export function numberText(raw: string): string | null {
	const value = Number(raw);
	if (raw.trim() === '' || !Number.isFinite(value)) return null;
	const rounded = Number(value.toPrecision(15));
	if (Object.is(rounded, -0)) return '0';
	const text = String(rounded);
	return text.includes('e') ? plain(rounded) : text;
}

function plain(value: number): string {
	return Math.abs(value) >= 1 ? BigInt(value).toString() : value.toFixed(20).replace(/\.?0+$/, '');
}

/**
 * A date of a workbook: days since the end of 1899 (or 1 January 1904), with the leap day of 1900 that never was.
 *
 * @returns `2026-01-26`, with a time when it has one, or only the time below one day; null when it is no date
 */
export function dateText(raw: string, isDate1904: boolean): string | null {
	const serial = Number(raw);
	if (raw.trim() === '' || !Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return null;
	const epoch = isDate1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
	const moment = new Date(epoch + Math.round((serial * DAY) / 1000) * 1000).toISOString();
	const [day, time] = [moment.slice(0, 10), moment.slice(11, 19)];
	if (serial < 1) return time;
	return time === '00:00:00' ? day : `${day} ${time}`;
}
