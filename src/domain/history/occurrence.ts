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

/** When a disaster began, as a text of the national statistics says it. */
export interface Occurrence {
	day: string;
	/**
	 * `2020-06-01` or `2020-06-01 08:00` where the text says just that in whatever way, so that one moment written twice
	 * is seen to be one; null where it says less or more (a month, a span).
	 */
	moment: string | null;
	isSerial: boolean;
}

const DAY = /^(\d{4})(\d{2})(\d{2})(?!\d)/;
const PARTED_DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)/;
const MONTH = /^(\d{4})[-/.年](\d{1,2})(?:月|$)/;
const YEAR = /^(\d{4})年?$/;

/** What may follow a day that is said to the minute, or to the day alone. */
const CLOCK = /^日?(?:[T ]*([01]?\d|2[0-3]):([0-5]\d)(?::00(?:\.0+)?)?)?$/;

/**
 * The day on which a disaster began, from the text of the national statistics: `2020-06-01 08:00:00`, `2020/6/1`,
 * `2020年6月1日`, `20200601`, `2020年6月`, a span (its first day), or a spreadsheet's serial number of a day.
 *
 * @returns null when no day can be read from it; the text itself is kept wherever it goes
 */
export function readOccurrence(text: string): Occurrence | null {
	const plain = text.normalize('NFKC').trim();
	const serial = /^\d{5}(\.\d+)?$/.test(plain) ? Number(plain) : 0;
	if (Math.floor(serial) >= SERIALS.first && Math.floor(serial) <= SERIALS.last) return ofSerial(serial);
	const whole = DAY.exec(plain) ?? PARTED_DAY.exec(plain);
	const match = whole ?? MONTH.exec(plain) ?? YEAR.exec(plain);
	if (!match) return null;
	const [read, year = '', month = '1', day = '1'] = match;
	const found = dayIfReal(year, month, day);
	if (found === null) return null;
	const clock = whole && CLOCK.exec(plain.slice(read.length));
	return { day: found, moment: clock && momentOf(found, clock[1] ?? '0', clock[2] ?? '0'), isSerial: false };
}

function ofSerial(serial: number): Occurrence {
	const day = new Date(Date.UTC(1899, 11, 30 + Math.floor(serial))).toISOString().slice(0, 10);
	const minutes = Math.round((serial % 1) * 1440);
	// What rounds up to the next day is left as it is written.
	const moment = minutes === 1440 ? null : momentOf(day, String(Math.floor(minutes / 60)), String(minutes % 60));
	return { day, moment, isSerial: true };
}

function momentOf(day: string, hours: string, minutes: string): string {
	const clock = `${pad(hours)}:${pad(minutes)}`;
	return clock === '00:00' ? day : `${day} ${clock}`;
}
