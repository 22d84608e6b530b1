/** China has one time all over, without summer time. */
const AHEAD_MS = 8 * 3_600_000;

function parts(moment: string) {
	const there = new Date(Date.parse(moment) + AHEAD_MS);
	return {
		year: there.getUTCFullYear(),
		month: there.getUTCMonth() + 1,
		day: there.getUTCDate(),
		hour: there.getUTCHours(),
		minute: there.getUTCMinutes()
	};
}

/** A day as official documents write it: 2026年1月20日. */
export function officialDate(moment: string): string {
	const { year, month, day } = parts(moment);
	return `${year}年${month}月${day}日`;
}

/** A moment as official documents write it: 2026年1月20日8时, 2026年1月20日8时30分. */
export function officialTime(moment: string): string {
	const { hour, minute } = parts(moment);
	return `${officialDate(moment)}${hour}时${minute === 0 ? '' : `${minute}分`}`;
}
