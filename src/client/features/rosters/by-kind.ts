import { GROUPS, type Group } from '#domain/rosters/groups.ts';
import type { RosterView } from '#domain/rosters/roster.ts';

/** What the rosters of one group come to. */
export interface KindFigures {
	kind: Group;
	entries: number;
	matched: number;
	proposed: number;
	unmatched: number;
	/** When the newest of them was imported; null without one. */
	importedAt: string | null;
}

/** The eight groups in their order, with what their standing rosters come to. */
export function byKind(rosters: readonly RosterView[]): KindFigures[] {
	return GROUPS.map((kind) => {
		const own = rosters.filter((roster) => roster.kind === kind && roster.replacedAt === null);
		const sum = (of: (counts: RosterView['counts']) => number) =>
			own.reduce((total, { counts }) => total + of(counts), 0);
		const matched = sum(({ byDocument, byDecision }) => byDocument + byDecision);
		const [proposed, unmatched] = [sum((counts) => counts.proposed), sum((counts) => counts.unmatched)];
		const dates = own.map(({ importedAt }) => importedAt).sort();
		const entries = matched + proposed + unmatched;
		return { kind, entries, matched, proposed, unmatched, importedAt: dates.at(-1) ?? null };
	});
}
