import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_FIGURES, type FigureKey } from '#domain/counts/figures.ts';
import {
	DESK_LAYOUTS,
	DESK_VIEWS,
	formatDeskQuery,
	parseDeskQuery,
	showFigure,
	showView,
	viewBehind,
	type DeskQuery
} from '#client/features/desk/desk-query.ts';

const KEYS = Object.keys(NO_FIGURES) as FigureKey[];
const read = (search: string) => parseDeskQuery(new URLSearchParams(search));
const plain = read('');

const anyQuery: fc.Arbitrary<DeskQuery> = fc.record({
	event: fc.constantFrom(null, 'all', '019a0000-0000-7000-8000-000000000001'),
	area: fc.constantFrom(null, '430426104'),
	figure: fc.option(fc.constantFrom(...KEYS)),
	colour: fc.constantFrom(...KEYS),
	marks: fc.constantFrom('occupancy' as const, 'condition' as const),
	view: fc.constantFrom(...DESK_VIEWS),
	text: fc.string({ maxLength: 60 }),
	condition: fc.constantFrom(null, 'green' as const, 'amber' as const, 'red' as const),
	selected: fc.constantFrom(null, '430426104', '019a0000-0000-7000-8000-000000000002'),
	sort: fc.option(fc.record({ key: fc.constantFrom('name', 'people', 'freePlaces'), descending: fc.boolean() })),
	layout: fc.constantFrom(...DESK_LAYOUTS)
});

describe('the desk’s address', () => {
	it('brings back exactly what was shown', () => {
		fc.assert(
			fc.property(anyQuery, (query) => {
				expect(read(formatDeskQuery(query))).toEqual(query);
			})
		);
	});

	it('is empty for what is shown at first', () => {
		expect(formatDeskQuery(plain)).toBe('');
	});

	it('passes over what it does not understand', () => {
		fc.assert(
			fc.property(
				fc.dictionary(fc.constantFrom('figure', 'view', 'area', 'sort', 'at', 'event', 'q'), fc.string()),
				(any) => {
					const query = parseDeskQuery(new URLSearchParams(any));
					expect(read(formatDeskQuery(query))).toEqual(query);
				}
			)
		);
		expect(read('?figure=toString&view=secret&area=430426&sort=a.b&at=%3Cscript%3E&marks=1')).toEqual(plain);
	});
});

describe('a click on a total', () => {
	it.each(KEYS)('lists what is behind it and colours the map by it (%s)', (figure) => {
		const before: DeskQuery = { ...plain, text: '中学', condition: 'red', area: '430426104', layout: 'map' };
		const after = showFigure(before, figure);
		expect(after).toMatchObject({ figure, colour: figure, view: viewBehind(figure), area: '430426104' });
		// Nothing else may hide a row that the figure counts.
		expect(after).toMatchObject({ text: '', condition: null, layout: 'split' });
	});

	it('is let go when another list is chosen that cannot show it', () => {
		const dispersed = showFigure(plain, 'dispersed');
		expect(showView(dispersed, 'shelters').figure).toBeNull();
		expect(showView(dispersed, 'townships').figure).toBe('dispersed');
		expect(showView(dispersed, 'places').figure).toBe('dispersed');
	});
});
