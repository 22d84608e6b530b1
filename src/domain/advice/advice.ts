import type { Reading } from './advise-level.ts';

/** A reading with since when its threshold is reached (UTC); null: it is not, or nobody noted when. */
export interface DatedReading extends Reading {
	since: string | null;
}

/** That an event's thresholds were crossed or compared with others, as the desks are told of it. */
export interface AdviceChange {
	eventId: string;
	areaCodes: string[];
	level: number | null;
}

/** The evidence of an advice: what was compared with what. A decision keeps it as data. */
export interface AdviceEvidence {
	/** The level advised, 1 to 4; null: no threshold is reached. */
	level: number | null;
	/** Version of the county's thresholds; 0 stands for those the product came with. */
	setVersion: number;
	readings: DatedReading[];
	/** Villages that report in this event, and how many of them have: the others are unknown, not zero. */
	units: number;
	reported: number;
	/** When the figures were read (UTC). */
	asOf: string;
}

/** An advice as screens see it. */
export interface AdviceView extends AdviceEvidence {
	eventId: string;
	/** Names this evidence: the same as long as figures, thresholds and unreported villages are the same. */
	evidence: string;
	/** Whether national thresholds are shown while none is reached. */
	showsNational: boolean;
}

/** What names an evidence: all of it but when it was read. */
export function namedBy({ level, setVersion, readings, units, reported }: AdviceEvidence): unknown {
	const figures = readings.map(({ threshold, figure, state }) => [threshold.id, figure, state]);
	return { level, setVersion, figures, units, reported };
}

/** Whether the advice is for a higher level than the one declared: Ⅰ is the highest, none the lowest. */
export function isHigher(advised: number | null, declared: number | null): boolean {
	return (advised ?? 5) < (declared ?? 5);
}

/** The readings that matter most first: reached before the others, the higher level, then the nearest to its number. */
export function byWeight(readings: readonly DatedReading[]): DatedReading[] {
	const rank = ({ state }: DatedReading) => (state === 'reached' ? 0 : 1);
	return [...readings].sort(
		(a, b) =>
			rank(a) - rank(b) ||
			(rank(a) === 0 ? a.threshold.level - b.threshold.level : 0) ||
			(b.percent ?? -1) - (a.percent ?? -1)
	);
}
