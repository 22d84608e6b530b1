import { goto } from '$app/navigation';
import { page } from '$app/state';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { NO_FIGURES, type FigureKey, type Figures } from '#domain/counts/figures.ts';
import { compareNames } from '#client/i18n/format.ts';
import { CountyFigures } from '#client/figures/county-figures.svelte.ts';
import { chooseEvent, townshipsOf } from '#client/figures/event-choice.ts';
import { live } from '#client/live/live-store.svelte.ts';
import {
	formatDeskQuery,
	parseDeskQuery,
	showFigure,
	showView,
	type DeskQuery,
	type DeskSort,
	type DeskView
} from './desk-query.ts';
import {
	isListed,
	PlaceDirectory,
	sortPlaces,
	sortTownships,
	usualSort,
	type PlaceRow,
	type RowFilter
} from './rows.ts';

/** A township's code has nine digits; everything else that can be selected is a count point's id. */
const TOWNSHIP = /^\d{9}$/;

/** Everything the parts of the desk share: what the address asks for, and what follows from it. */
export class DeskState {
	readonly #query = $derived(parseDeskQuery(page.url.searchParams));
	/** What the address will be when a navigation under way has ended. */
	#asked: DeskQuery | null = null;
	/** The place the pointer is over, on the map or in a list: a point's id or a township's code. */
	hovered = $state.raw<string | null>(null);

	readonly choice = $derived(chooseEvent(live.events, this.#query.event));
	readonly figures: CountyFigures;

	readonly areaNames = $derived(new Map(live.areas.map((area) => [area.code, area.name])));
	readonly #directory = $derived(
		new PlaceDirectory({ shelters: live.shelters, areaNames: this.areaNames, compare: compareNames })
	);
	readonly townships = $derived(
		townshipsOf(
			live.areas.filter((area) => area.level === 'township'),
			this.choice
		)
	);
	readonly #rows = $derived.by(() => this.#directory.rows(this.figures.moment.points));

	constructor() {
		this.figures = new CountyFigures(() => (this.choice.kind === 'one' ? this.choice.event.id : null));
	}

	get query(): DeskQuery {
		return this.#query;
	}

	/** The figures of the whole scope, or of the township it is narrowed to. */
	readonly totals = $derived.by<Readonly<Figures>>(() => {
		const { total, byTownship } = this.figures.sums;
		return this.#query.area === null ? total : (byTownship.get(this.#query.area) ?? NO_FIGURES);
	});

	readonly sort = $derived<DeskSort>(this.#query.sort ?? usualSort(this.#query.view, this.#query.figure));

	readonly #filter = $derived<RowFilter>({
		view: this.#query.view,
		area: this.#query.area,
		figure: this.#query.figure,
		condition: this.#query.condition,
		text: this.#query.text.trim().toLowerCase()
	});

	/** Places of the list in view, in its order. */
	readonly places = $derived.by(() => {
		const { policies } = live;
		if (!policies || this.#query.view === 'townships') return [];
		const { now } = this.figures.moment;
		return sortPlaces(
			this.#rows.filter((row) => isListed(row, this.#filter, now, policies)),
			this.sort
		);
	});

	/** Townships with their figures, in the order of the list. */
	readonly townshipRows = $derived.by(() => {
		const { byTownship } = this.figures.moment.sums;
		const { text, figure, area } = this.#filter;
		const rows = this.townships
			.filter(({ code, name }) => (area === null || code === area) && name.toLowerCase().includes(text))
			.map(({ code, name }) => ({ code, name, figures: byTownship.get(code) ?? NO_FIGURES }))
			.filter((row) => figure === null || row.figures[figure] > 0);
		return sortTownships(rows, this.sort, compareNames);
	});

	/** The chosen figure by township, for the map. */
	readonly mapFigures = $derived.by(() => {
		const { byTownship } = this.figures.moment.sums;
		const key = this.#query.colour;
		return new Map(this.townships.map(({ code }) => [code, byTownship.get(code)?.[key] ?? 0]));
	});

	/** Points with their names. */
	rowsOf(points: readonly CountPointView[]): PlaceRow[] {
		return this.#directory.rows(points);
	}

	/** The row of a point, listed or not; undefined when it is not known here. */
	rowOf(pointId: string): PlaceRow | undefined {
		const point = this.figures.moment.points.find(({ id }) => id === pointId) ?? live.point(pointId);
		return point && this.rowsOf([point])[0];
	}

	/** Whether a shelter is drawn: it belongs to the scope, and to what the list is filtered by. */
	isOnMap(pointId: string): boolean {
		const { policies } = live;
		const point = live.point(pointId);
		if (!policies || !point || point.closedAt || !this.figures.isInScope(point)) return false;
		const { figure, ...filter } = this.#filter;
		const isOfVillages = figure === 'dispersed' || figure === 'unreported';
		const [row] = this.#directory.rows([point]);
		const of: RowFilter = { ...filter, view: 'shelters', figure: isOfVillages ? null : figure };
		return row !== undefined && isListed(row, of, this.figures.moment.now, policies);
	}

	isTownship(id: string | null): id is string {
		return id !== null && TOWNSHIP.test(id);
	}

	/** Changes the address: as a step that “back” undoes, or in place of the present one. */
	change(next: Partial<DeskQuery>, how: 'step' | 'inPlace' = 'step'): void {
		const query = { ...(this.#asked ?? this.#query), ...next };
		this.#asked = query;
		void goto(`/desk${formatDeskQuery(query)}`, {
			replaceState: how === 'inPlace',
			keepFocus: true,
			noScroll: true
		}).finally(() => {
			if (this.#asked === query) this.#asked = null;
		});
	}

	select(id: string | null): void {
		if (id === this.#query.selected) return;
		// From one place to the next is no step back; closing the panel is.
		this.change({ selected: id }, id !== null && this.#query.selected !== null ? 'inPlace' : 'step');
	}

	showFigure(figure: FigureKey): void {
		this.change(showFigure(this.#query, figure));
	}

	showView(view: DeskView): void {
		this.change(showView(this.#query, view), 'inPlace');
	}
}
