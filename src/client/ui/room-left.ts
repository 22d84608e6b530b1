/** From how many characters on a limit is near enough to what people write that its end is told beforehand. */
const TOLD_FROM = 100;

/** How many characters still fit, told in the last tenth of a long limit; null before, and for short limits. */
export function roomLeft(text: string, limit: number | null | undefined): number | null {
	if (!limit || limit < TOLD_FROM) return null;
	const room = limit - text.length;
	return room <= limit / 10 ? Math.max(0, room) : null;
}
