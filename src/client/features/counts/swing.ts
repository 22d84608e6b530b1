/** Fewer people than this coming or going is everyday, however small the place. */
const NOTABLE_PEOPLE = 5;

export type SwingQuestion = 'half' | 'capacity';

/**
 * What to ask before a figure is sent, because it is unlike the last one: a change of more than half, or more people
 * than the place takes when it did not before.
 *
 * @param last people counted last; null while nothing was reported
 * @param capacity people the place can take; null when not known
 */
export function questionAbout(people: number, last: number | null, capacity: number | null): SwingQuestion | null {
	const difference = Math.abs(people - (last ?? people));
	if (last !== null && difference >= NOTABLE_PEOPLE && difference > last / 2) return 'half';
	if (capacity !== null && people > capacity && (last === null || last <= capacity)) return 'capacity';
	return null;
}
