/** Fewer people than this coming or going is everyday, however small the place. */
const NOTABLE_PEOPLE = 20;

/** Whether a figure is so unlike the one before it that it is worth a second look: by more than half, and not by a few. */
export function isBigChange(before: number | null, people: number): boolean {
	if (before === null) return false;
	const change = Math.abs(people - before);
	return change >= NOTABLE_PEOPLE && change * 2 > before;
}
