import type { EventView } from '../events/event.ts';
import type { Indicator } from '../reports/indicators.ts';
import type { AreaFigures, DocumentKind } from './document.ts';

/** The issue before the one that is drafted: its figures to compare with, and what its office called itself. */
export interface PreviousIssue {
	number: number;
	issuedAt: string;
	areas: AreaFigures[];
	issuer: string;
	responsible: string;
	filledBy: string;
}

/** All that a draft is made from. Nobody types any of it. */
export interface DocumentFacts {
	kind: DocumentKind;
	/** The number it would get. */
	number: number;
	county: string;
	event: Pick<EventView, 'id' | 'name' | 'startedAt' | 'phase' | 'level'>;
	/** As of when the figures are (UTC). */
	asOf: string;
	/** The county's figures first, then the townships' in their order. */
	areas: AreaFigures[];
	/** The county's own indicators that are asked for. */
	local: readonly Pick<Indicator, 'key' | 'zh' | 'unit' | 'decimals'>[];
	previous: PreviousIssue | null;
}

/** What the desk saw of the facts, which must still be so when it issues: all but the time they were looked at. */
export function seenOf({ number, event, areas, previous }: DocumentFacts): object {
	return { number, event, areas, previous: previous?.number ?? null };
}
