import { formatNumber } from '#client/i18n/format.ts';
import { useMessages } from '#client/i18n/messages.svelte.ts';
import { openConflicts } from '#client/live/open-conflicts.svelte.ts';
import { reportsToDo } from '#client/live/reports-to-do.svelte.ts';
import { messages } from './messages.ts';
import type { PageKey } from './navigation.ts';

/** How much waits behind a link, and in words. */
export interface Badge {
	count: number;
	words: string;
}

export type Badges = Partial<Record<PageKey, Badge>>;

/**
 * What waits behind the links of the account that works here; links behind which nothing waits are left out.
 *
 * @param conflictLink the link that says how many people two places claim
 */
export function badgesOf(conflictLink: () => PageKey | null): () => Badges {
	const t = useMessages(messages);
	return () => {
		const { late, toReview } = reportsToDo.toDo;
		const all: [PageKey | null, number, (count: string) => string][] = [
			[conflictLink(), openConflicts.count, t().openConflicts],
			['report', late, t().lateReports],
			['reports', toReview, t().reportsToReview]
		];
		return Object.fromEntries(
			all.flatMap(([key, count, say]) => (key && count > 0 ? [[key, { count, words: say(formatNumber(count)) }]] : []))
		);
	};
}

/** What waits behind several links together; null where nothing does. */
export function sumOfBadges(badges: Badges, links: readonly { key: PageKey }[]): Badge | null {
	const there = links.flatMap(({ key }) => badges[key] ?? []);
	if (there.length === 0) return null;
	return {
		count: there.reduce((sum, { count }) => sum + count, 0),
		words: there.map(({ words }) => words).join(' · ')
	};
}
