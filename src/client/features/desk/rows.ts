import type { CountPointView } from '#domain/counts/count-point.ts';
import {
	occupancyPercent,
	POINTS_BEHIND,
	type FigureKey,
	type FigurePolicies,
	type Figures
} from '#domain/counts/figures.ts';
import type { ShelterCondition, ShelterView } from '#domain/shelters/shelter.ts';
import { shareOf } from '#client/figures/tally.ts';
import type { DeskSort, DeskView } from './desk-query.ts';

/** A shelter or a village of the list: its point, and what is known of the place. */
export interface PlaceRow {
	point: CountPointView;
	name: string;
	townshipName: string;
	shelter: ShelterView | null;
	/** Place in the order of names. */
	rank: number;
	/** Name, village and township in lower case, for the search. */
	words: string;
}

interface Places {
	shelters: ReadonlyMap<string, ShelterView>;
	areaNames: ReadonlyMap<string, string>;
	/** Compares two names. */
	compare(a: string, b: string): number;
}

/**
 * Gives points their names. Names are compared once, not at every sorting: comparing Chinese names is slow, and five
 * thousand rows are sorted again while counts come in.
 */
export class PlaceDirectory {
	readonly #places: Places;
	readonly #known = new Map<string, Omit<PlaceRow, 'point'>>();
	#isRanked = true;

	constructor(places: Places) {
		this.#places = places;
	}

	rows(points: readonly CountPointView[]): PlaceRow[] {
		for (const point of points) if (!this.#known.has(point.id)) this.#learn(point);
		if (!this.#isRanked) this.#rank();
		return points.map((point) => ({ point, ...this.#known.get(point.id)! }));
	}

	#learn(point: CountPointView): void {
		const { shelters, areaNames } = this.#places;
		const shelter = (point.shelterId && shelters.get(point.shelterId)) || null;
		const areaName = areaNames.get(point.areaCode) ?? point.areaCode;
		const name = shelter?.name ?? areaName;
		const townshipName = areaNames.get(point.townshipCode) ?? point.townshipCode;
		const words = `${name} ${areaName} ${townshipName} ${shelter?.address ?? ''}`.toLowerCase();
		this.#known.set(point.id, { name, townshipName, shelter, rank: 0, words });
		this.#isRanked = false;
	}

	#rank(): void {
		const entries = [...this.#known.values()].sort((a, b) => this.#places.compare(a.name, b.name));
		entries.forEach((entry, index) => (entry.rank = index));
		this.#isRanked = true;
	}
}

export interface RowFilter {
	view: DeskView;
	area: string | null;
	figure: FigureKey | null;
	condition: ShelterCondition | null;
	text: string;
}

/** Whether a row belongs into the list. */
export function isListed(row: PlaceRow, filter: RowFilter, now: string, policies: FigurePolicies): boolean {
	const { point } = row;
	if (filter.view === 'shelters' && point.kind !== 'shelter') return false;
	if (filter.view === 'villages' && point.kind !== 'dispersed') return false;
	if (filter.view === 'calls' && !POINTS_BEHIND.silent(point, now, policies)) return false;
	if (filter.area && !point.areaCode.startsWith(filter.area)) return false;
	if (filter.figure && !POINTS_BEHIND[filter.figure](point, now, policies)) return false;
	if (filter.condition && (point.kind !== 'shelter' || point.condition !== filter.condition)) return false;
	return filter.text === '' || row.words.includes(filter.text);
}

/** What is compared when rows are sorted; what is not known stands last, whichever way. */
const SORT_VALUES: Record<string, (row: PlaceRow) => number | null> = {
	name: (row) => row.rank,
	people: ({ point }) => point.people,
	occupancy: ({ point }) => occupancyPercent(point),
	free: ({ point }) =>
		point.kind === 'shelter' && point.capacity !== null ? Math.max(0, point.capacity - (point.people ?? 0)) : null,
	lastWord: ({ point }) => (point.lastWordAt === null ? null : Date.parse(point.lastWordAt)),
	silence: ({ point }) => -Date.parse(point.lastWordAt ?? point.openedAt),
	condition: ({ point }) => ({ green: 0, amber: 1, red: 2 })[point.condition]
};

/** Sorts rows in a copy; equal ones by name. */
export function sortPlaces(rows: readonly PlaceRow[], { key, descending }: DeskSort): PlaceRow[] {
	const valueOf = SORT_VALUES[key] ?? SORT_VALUES.name!;
	const sign = descending ? -1 : 1;
	return rows
		.map((row) => ({ row, value: valueOf(row) }))
		.sort((a, b) => {
			if (a.value === b.value) return a.row.rank - b.row.rank;
			if (a.value === null) return 1;
			if (b.value === null) return -1;
			return sign * (a.value - b.value);
		})
		.map(({ row }) => row);
}

/** The order a list has before anyone chooses one. */
export function usualSort(view: DeskView, figure: FigureKey | null): DeskSort {
	if (view === 'townships') return { key: figure ?? 'relocated', descending: true };
	if (view === 'calls' || figure === 'silent') return { key: 'silence', descending: true };
	if (figure === 'freePlaces') return { key: 'free', descending: true };
	if (figure === 'overCapacity') return { key: 'occupancy', descending: true };
	if (figure === 'inTrouble') return { key: 'condition', descending: true };
	if (figure === 'unreported') return { key: 'name', descending: false };
	return { key: 'people', descending: true };
}

export interface RowSums {
	places: number;
	people: number;
	/** Capacity of those whose capacity is known; null when none is. */
	capacity: number | null;
	free: number;
	/** What the rows give to the figure they stand behind; equal to the total when nothing else is filtered. */
	figure: number | null;
}

/** The foot of a list: sums over exactly the rows above it. */
export function sumRows(
	rows: readonly PlaceRow[],
	figure: FigureKey | null,
	now: string,
	policies: FigurePolicies
): RowSums {
	const sums: RowSums = { places: rows.length, people: 0, capacity: null, free: 0, figure: figure && 0 };
	for (const { point } of rows) {
		sums.people += point.people ?? 0;
		if (point.kind === 'shelter' && point.capacity !== null) {
			sums.capacity = (sums.capacity ?? 0) + point.capacity;
			sums.free += Math.max(0, point.capacity - (point.people ?? 0));
		}
		if (figure) sums.figure = (sums.figure ?? 0) + shareOf(point, figure, now, policies);
	}
	return sums;
}

/** A township of the list with its figures. */
export interface TownshipRow {
	code: string;
	name: string;
	figures: Figures;
}

/** Sorts townships by a figure or by name. */
export function sortTownships(
	rows: readonly TownshipRow[],
	{ key, descending }: DeskSort,
	compare: (a: string, b: string) => number
): TownshipRow[] {
	const sign = descending ? -1 : 1;
	return [...rows].sort((a, b) => {
		const byName = compare(a.name, b.name);
		if (!(key in a.figures)) return sign * byName;
		const figure = key as FigureKey;
		return sign * (a.figures[figure] - b.figures[figure]) || byName;
	});
}
