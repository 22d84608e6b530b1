const HOUR = 3_600_000;

/**
 * The time of the demonstration runs up to the moment of loading, so that what is stale or silent is so on the
 * screens: everything in it is told as so many hours ago.
 */
export function hoursBefore(now: string, hours: number): string {
	return new Date(Date.parse(now) - Math.round(hours * HOUR)).toISOString();
}
