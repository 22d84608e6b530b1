import { describe, expect, it } from 'vitest';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { figuresOf, NO_FIGURES, type FigureKey } from '#domain/counts/figures.ts';
import type { ShelterView } from '#domain/shelters/shelter.ts';
import { viewBehind } from '#client/features/desk/desk-query.ts';
import {
	isListed,
	PlaceDirectory,
	sortPlaces,
	sortTownships,
	sumRows,
	usualSort,
	type RowFilter
} from '#client/features/desk/rows.ts';

const now = '2026-01-26T06:00:00.000Z';
const policies = { staleAfterMinutes: 240, amberOccupancyPercent: 80, redOccupancyPercent: 100 };
const point = (id: string, over: Partial<CountPointView> = {}) =>
	({
		id,
		eventId: 'event',
		kind: 'shelter',
		shelterId: `s-${id}`,
		areaCode: '430426104201',
		townshipCode: '430426104',
		openedAt: '2026-01-20T00:00:00.000Z',
		closedAt: null,
		condition: 'green',
		capacity: 100,
		people: 40,
		lastWordAt: '2026-01-26T05:30:00.000Z',
		disputeIds: [],
		...over
	}) as CountPointView;

const points = [
	point('school'),
	point('gym', { people: 130, condition: 'red', disputeIds: ['x', 'y'] }),
	point('hall', { people: null, capacity: null, lastWordAt: null }),
	point('quiet', { people: 90, lastWordAt: '2026-01-25T22:00:00.000Z' }),
	point('village', { kind: 'dispersed', shelterId: null, capacity: null, people: 500, areaCode: '430426104202' }),
	point('mute', {
		kind: 'dispersed',
		shelterId: null,
		capacity: null,
		people: null,
		areaCode: '430426105201',
		townshipCode: '430426105'
	})
];
const names: Record<string, string> = { school: '一中', gym: '体育馆', hall: '礼堂', quiet: '二小' };
const shelters = new Map(
	Object.entries(names).map(([id, name]) => [`s-${id}`, { id: `s-${id}`, name, address: '人民路 1 号' } as ShelterView])
);
const areaNames = new Map([
	['430426104', '白鹤铺镇'],
	['430426104201', '白鹤村'],
	['430426104202', '石门村'],
	['430426105', '金桥镇'],
	['430426105201', '金桥村']
]);
const compare = (a: string, b: string) => a.localeCompare(b, 'zh-CN');
const directory = new PlaceDirectory({ shelters, areaNames, compare });
const rows = directory.rows(points);
const everything: RowFilter = { view: 'places', area: null, figure: null, condition: null, text: '' };
const listed = (filter: Partial<RowFilter>) =>
	rows.filter((row) => isListed(row, { ...everything, ...filter }, now, policies)).map((row) => row.point.id);

describe('the places of the desk', () => {
	it('carry the names of shelters, villages and townships', () => {
		expect(rows.map(({ name }) => name)).toEqual(['一中', '体育馆', '礼堂', '二小', '石门村', '金桥村']);
		expect(rows[5]!.townshipName).toBe('金桥镇');
		const sorted = sortPlaces(rows, { key: 'name', descending: false }).map(({ name }) => name);
		expect(sorted).toEqual(rows.map(({ name }) => name).sort(compare));
	});

	it('are told by point as well once they are known', () => {
		const [again] = directory.rows([{ ...points[0]!, people: 41 }]);
		expect(again).toMatchObject({ name: '一中', point: { people: 41 } });
	});

	it('are found by kind, township, condition and words', () => {
		expect(listed({ view: 'shelters' })).toEqual(['school', 'gym', 'hall', 'quiet']);
		expect(listed({ view: 'villages' })).toEqual(['village', 'mute']);
		expect(listed({ view: 'calls' })).toEqual(['hall', 'quiet']);
		expect(listed({ area: '430426105' })).toEqual(['mute']);
		expect(listed({ condition: 'red' })).toEqual(['gym']);
		expect(listed({ text: '人民路' })).toEqual(['school', 'gym', 'hall', 'quiet']);
		expect(listed({ text: '石门' })).toEqual(['village']);
	});

	it.each(Object.keys(NO_FIGURES) as FigureKey[])('behind “%s” sum up to it exactly', (figure) => {
		const { total } = figuresOf(points, now, policies);
		const behind = rows.filter((row) =>
			isListed(row, { ...everything, view: viewBehind(figure), figure }, now, policies)
		);
		const sums = sumRows(behind, figure, now, policies);
		expect(sums.figure).toBe(total[figure]);
		expect(sums.places).toBe(behind.length);
	});

	it('are sorted with what is not known last, whichever way', () => {
		const order = (key: string, descending: boolean) =>
			sortPlaces(rows, { key, descending }).map((row) => row.point.id);
		expect(order('people', true).slice(0, 4)).toEqual(['village', 'gym', 'quiet', 'school']);
		expect(order('people', false).slice(0, 4)).toEqual(['school', 'quiet', 'gym', 'village']);
		expect(new Set(order('people', true).slice(4))).toEqual(new Set(['hall', 'mute']));
		expect(order('occupancy', true)[0]).toBe('gym');
		expect(order('free', true)[0]).toBe('school');
	});

	it('on the call list begin with the one silent longest', () => {
		const calls = rows.filter((row) => isListed(row, { ...everything, view: 'calls' }, now, policies));
		const sorted = sortPlaces(calls, usualSort('calls', null)).map((row) => row.point.id);
		expect(sorted).toEqual(['hall', 'quiet']);
	});

	it('sum capacity over what is known only', () => {
		expect(sumRows(rows, null, now, policies)).toMatchObject({ people: 760, capacity: 300, free: 70, figure: null });
		expect(sumRows([rows[4]!], null, now, policies).capacity).toBeNull();
	});
});

describe('townships', () => {
	it('are sorted by a figure, equal ones by name, or by name', () => {
		const row = (name: string, relocated: number) => ({ code: name, name, figures: { ...NO_FIGURES, relocated } });
		const all = [row('乙镇', 5), row('甲镇', 5), row('丙镇', 9)];
		const order = (key: string, descending: boolean) =>
			sortTownships(all, { key, descending }, compare).map(({ name }) => name);
		expect(order('relocated', true)[0]).toBe('丙镇');
		expect(order('relocated', false)[2]).toBe('丙镇');
		expect(order('name', true)).toEqual(order('name', false).toReversed());
	});
});
