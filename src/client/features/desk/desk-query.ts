import { isAreaCode } from '#domain/areas/area-code.ts';
import { NO_FIGURES, type FigureKey } from '#domain/counts/figures.ts';
import { ShelterCondition } from '#domain/shelters/shelter.ts';

export const DESK_VIEWS = ['townships', 'places', 'shelters', 'villages', 'calls'] as const;
export type DeskView = (typeof DESK_VIEWS)[number];

export const DESK_LAYOUTS = ['split', 'map', 'list'] as const;
export type DeskLayout = (typeof DESK_LAYOUTS)[number];

export interface DeskSort {
	key: string;
	descending: boolean;
}

/** What the desk shows, as it stands in the address: shared by sending it, kept by reloading. Never personal data. */
export interface DeskQuery {
	/** An event's id, `all`, or null for the newest open one. */
	event: string | null;
	/** A township to which everything is narrowed. */
	area: string | null;
	/** Only the places behind this figure are listed. */
	figure: FigureKey | null;
	/** The figure that colours the townships. */
	colour: FigureKey;
	/** What colours the shelters. */
	marks: 'occupancy' | 'condition';
	view: DeskView;
	/** Part of a place's name. */
	text: string;
	condition: ShelterCondition | null;
	/** Id of a count point, or a township's code. */
	selected: string | null;
	sort: DeskSort | null;
	layout: DeskLayout;
}

const DEFAULTS: DeskQuery = {
	event: null,
	area: null,
	figure: null,
	colour: 'relocated',
	marks: 'occupancy',
	view: 'townships',
	text: '',
	condition: null,
	selected: null,
	sort: null,
	layout: 'split'
};

const LONGEST_TEXT = 60;

const oneOf = <T extends string>(choices: readonly T[], text: string | null): T | null =>
	choices.find((choice) => choice === text) ?? null;

const figureIn = (text: string | null): FigureKey | null =>
	text !== null && Object.hasOwn(NO_FIGURES, text) ? (text as FigureKey) : null;

const idIn = (text: string | null): string | null => (text && /^[0-9a-z-]{1,40}$/.test(text) ? text : null);

/** Reads the address; what is not understood is as if it were not there. */
export function parseDeskQuery(params: URLSearchParams): DeskQuery {
	const sort = /^(-?)([a-zA-Z]{1,20})$/.exec(params.get('sort') ?? '');
	const area = params.get('area');
	return {
		event: idIn(params.get('event')),
		area: isAreaCode(area) && area.length === 9 ? area : null,
		figure: figureIn(params.get('figure')),
		colour: figureIn(params.get('colour')) ?? DEFAULTS.colour,
		marks: oneOf(['occupancy', 'condition'], params.get('marks')) ?? DEFAULTS.marks,
		view: oneOf(DESK_VIEWS, params.get('view')) ?? DEFAULTS.view,
		text: (params.get('q') ?? '').slice(0, LONGEST_TEXT),
		condition: oneOf(ShelterCondition.options, params.get('condition')),
		selected: idIn(params.get('at')),
		sort: sort?.[2] ? { key: sort[2], descending: sort[1] === '-' } : null,
		layout: oneOf(DESK_LAYOUTS, params.get('layout')) ?? DEFAULTS.layout
	};
}

/** The address's search part, with a leading `?` unless empty; what stands at its default is left out. */
export function formatDeskQuery(query: DeskQuery): string {
	const params = new URLSearchParams();
	const put = (name: string, value: string | null, usual: string | null = null) => {
		if (value !== null && value !== usual && value !== '') params.set(name, value);
	};
	put('event', query.event);
	put('area', query.area);
	put('view', query.view, DEFAULTS.view);
	put('figure', query.figure);
	put('colour', query.colour, DEFAULTS.colour);
	put('marks', query.marks, DEFAULTS.marks);
	put('condition', query.condition);
	put('q', query.text);
	put('sort', query.sort && `${query.sort.descending ? '-' : ''}${query.sort.key}`);
	put('layout', query.layout, DEFAULTS.layout);
	put('at', query.selected);
	const text = params.toString();
	return text === '' ? '' : `?${text}`;
}

/** The list that shows exactly the rows behind a figure. */
export function viewBehind(figure: FigureKey): DeskView {
	switch (figure) {
		case 'relocated':
		case 'disputed':
			return 'places';
		case 'dispersed':
		case 'unreported':
			return 'villages';
		case 'silent':
			return 'calls';
		default:
			return 'shelters';
	}
}

/** The query after a click on a total: the rows behind it, and the map coloured by it. */
export function showFigure(query: DeskQuery, figure: FigureKey): DeskQuery {
	const layout = query.layout === 'map' ? 'split' : query.layout;
	return {
		...query,
		figure,
		colour: figure,
		view: viewBehind(figure),
		text: '',
		condition: null,
		sort: null,
		selected: null,
		layout
	};
}

/** The query after choosing a list: a figure none of whose rows it shows is let go. */
export function showView(query: DeskQuery, view: DeskView): DeskQuery {
	const keeps =
		query.figure !== null && (view === 'townships' || view === 'places' || viewBehind(query.figure) === view);
	return { ...query, view, figure: keeps ? query.figure : null, sort: null };
}
