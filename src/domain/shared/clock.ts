const MINUTE = 60_000;

/** Minutes from one moment to another, both ISO UTC; negative when `to` is earlier. */
export function minutesBetween(from: string, to: string): number {
	return (Date.parse(to) - Date.parse(from)) / MINUTE;
}

/** The later of two moments. */
export function laterOf(a: string, b: string): string {
	return Date.parse(a) >= Date.parse(b) ? a : b;
}
