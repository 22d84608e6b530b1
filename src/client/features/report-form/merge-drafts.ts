import { emptyDraft, type ReportDraft } from './report-draft.ts';

/**
 * Brings together what two tabs filled into one form, so that nothing that was typed is lost: what was changed in either
 * since both were the same stands. Where both changed the same box, what was typed here stands; cleared here, what the
 * other typed.
 *
 * @param base what both knew last; null: an empty form
 * @param theirs the other tab's; null where it was filed there or given up
 */
export function mergeDrafts(base: ReportDraft | null, mine: ReportDraft, theirs: ReportDraft | null): ReportDraft {
	const before = base ?? theirs ?? mine;
	const from = base ?? { ...emptyDraft(), operationId: before.operationId };
	const others = theirs ?? emptyDraft();
	const one = <K extends 'operationId' | 'note' | 'isVerified' | 'replaces' | 'mends'>(key: K): ReportDraft[K] =>
		mine[key] === from[key] ? others[key] : mine[key];
	return {
		operationId: one('operationId'),
		texts: mergeBoxes(from.texts, mine.texts, others.texts),
		estimates: mergeBoxes(from.estimates, mine.estimates, others.estimates),
		reasons: mergeBoxes(from.reasons, mine.reasons, others.reasons),
		note: (mine.note === '' && changed(from.note, others.note)) || one('note'),
		isVerified: one('isVerified'),
		replaces: one('replaces'),
		mends: one('mends')
	};
}

type Boxes<T> = Partial<Record<string, T>>;

function mergeBoxes<T>(base: Boxes<T>, mine: Boxes<T>, theirs: Boxes<T>): Boxes<T> {
	const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
	return Object.fromEntries(
		[...keys].flatMap((key) => {
			const value = mine[key] === base[key] ? theirs[key] : (mine[key] ?? changed(base[key], theirs[key]));
			return value === undefined ? [] : [[key, value]];
		})
	);
}

/** What the other tab typed into a box that was emptied here; nothing where it left the box as it was. */
function changed<T>(base: T | undefined, theirs: T | undefined): T | undefined {
	return theirs === base ? undefined : theirs;
}
