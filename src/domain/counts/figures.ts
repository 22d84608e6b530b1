import { laterOf, minutesBetween } from '../shared/clock.ts';
import type { CountPointView } from './count-point.ts';

/** Policy figures that the desk's figures depend on. */
export interface FigurePolicies {
	/** Minutes after which a shelter's silence puts it onto the call list (policy, 4 h). */
	staleAfterMinutes: number;
	/** Occupancy in percent from which a shelter is drawn amber, and red. */
	amberOccupancyPercent: number;
	redOccupancyPercent: number;
}

/** The figures of an area. Each is the sum or the number of the points that `POINTS_BEHIND` names for it. */
export interface Figures {
	/** 转移安置: sheltered + dispersed. */
	relocated: number;
	/** 集中安置: people in open shelters. */
	sheltered: number;
	/** 分散安置: people with relatives or in rent. */
	dispersed: number;
	sheltersOpen: number;
	/** Free places in open shelters whose capacity is known. */
	freePlaces: number;
	/** Open shelters with more people than places. */
	overCapacity: number;
	/** Open shelters silent for longer than policy. */
	silent: number;
	/** Points with differing reports that wait to be settled. */
	disputed: number;
	/** Open shelters in amber or red. */
	inTrouble: number;
	/** Villages that have not reported; not the same as zero. */
	unreported: number;
}

export type FigureKey = keyof Figures;

export const NO_FIGURES: Readonly<Figures> = {
	relocated: 0,
	sheltered: 0,
	dispersed: 0,
	sheltersOpen: 0,
	freePlaces: 0,
	overCapacity: 0,
	silent: 0,
	disputed: 0,
	inTrouble: 0,
	unreported: 0
};

/** Whether an open shelter has been silent for longer than policy, since its last word or its (re)opening. */
export function isSilent(point: CountPointView, now: string, staleAfterMinutes: number): boolean {
	if (point.kind !== 'shelter' || point.closedAt) return false;
	const since = point.lastWordAt ? laterOf(point.lastWordAt, point.openedAt) : point.openedAt;
	return minutesBetween(since, now) > staleAfterMinutes;
}

/** People in percent of places; null when either is not known. */
export function occupancyPercent(point: Pick<CountPointView, 'people' | 'capacity'>): number | null {
	if (point.people === null || point.capacity === null) return null;
	if (point.capacity === 0) return point.people === 0 ? 0 : Infinity;
	return (point.people / point.capacity) * 100;
}

/** How a shelter's occupancy is drawn. */
export function occupancyTone(point: CountPointView, policies: FigurePolicies): 'green' | 'amber' | 'red' | 'unknown' {
	const percent = occupancyPercent(point);
	if (percent === null) return 'unknown';
	if (percent > policies.redOccupancyPercent) return 'red';
	return percent >= policies.amberOccupancyPercent ? 'amber' : 'green';
}

/** Which points stand behind a figure: what a click on it lists. */
export const POINTS_BEHIND: Record<
	FigureKey,
	(point: CountPointView, now: string, policies: FigurePolicies) => boolean
> = {
	relocated: (point) => (point.people ?? 0) > 0,
	sheltered: (point) => point.kind === 'shelter' && (point.people ?? 0) > 0,
	dispersed: (point) => point.kind === 'dispersed' && (point.people ?? 0) > 0,
	sheltersOpen: (point) => point.kind === 'shelter',
	freePlaces: (point) => point.kind === 'shelter' && freePlacesOf(point) > 0,
	overCapacity: (point) => point.kind === 'shelter' && (occupancyPercent(point) ?? 0) > 100,
	silent: (point, now, policies) => isSilent(point, now, policies.staleAfterMinutes),
	disputed: (point) => point.disputeIds.length > 0,
	inTrouble: (point) => point.kind === 'shelter' && point.condition !== 'green',
	unreported: (point) => point.kind === 'dispersed' && point.people === null
};

function freePlacesOf(point: CountPointView): number {
	return point.capacity === null ? 0 : Math.max(0, point.capacity - (point.people ?? 0));
}

function add(figures: Figures, point: CountPointView, now: string, policies: FigurePolicies): void {
	const people = point.people ?? 0;
	figures.relocated += people;
	figures[point.kind === 'shelter' ? 'sheltered' : 'dispersed'] += people;
	if (point.kind === 'shelter') figures.freePlaces += freePlacesOf(point);
	for (const key of ['sheltersOpen', 'overCapacity', 'silent', 'disputed', 'inTrouble', 'unreported'] as const) {
		if (POINTS_BEHIND[key](point, now, policies)) figures[key]++;
	}
}

/** The figures of all open points given, and of each township among them. */
export function figuresOf(
	points: Iterable<CountPointView>,
	now: string,
	policies: FigurePolicies
): { total: Figures; byTownship: Map<string, Figures> } {
	const total = { ...NO_FIGURES };
	const byTownship = new Map<string, Figures>();
	for (const point of points) {
		if (point.closedAt) continue;
		add(total, point, now, policies);
		let township = byTownship.get(point.townshipCode);
		if (!township) byTownship.set(point.townshipCode, (township = { ...NO_FIGURES }));
		add(township, point, now, policies);
	}
	return { total, byTownship };
}
