import fc from 'fast-check';
import { expect, test } from 'vitest';
import { affectedTownships, divisionOf, type TownshipShape } from '#domain/warnings/affected-townships.ts';
import type { CapPoint, WarningArea } from '#domain/warnings/warning.ts';
import { infoOf } from './warnings.ts';

const COUNTY = '430426';

const square = (lng: number, lat: number, size: number): CapPoint[] => [
	[lng, lat],
	[lng + size, lat],
	[lng + size, lat + size],
	[lng, lat + size],
	[lng, lat]
];
const township = (code: string, lng: number, lat: number): TownshipShape => ({
	code,
	geometry: { type: 'Polygon', coordinates: [square(lng, lat, 0.1)] }
});
/** Three townships in a row, each 0.1° wide. */
const TOWNSHIPS = [
	township('430426100', 112, 26.7),
	township('430426101', 112.1, 26.7),
	township('430426102', 112.2, 26.7)
];

const area = (more: Partial<WarningArea>): WarningArea => ({
	description: '某地',
	polygons: [],
	circles: [],
	geocodes: [],
	altitudeM: null,
	ceilingM: null,
	...more
});
const affected = (...areas: WarningArea[]) => affectedTownships({ infos: [infoOf({ areas })] }, TOWNSHIPS, COUNTY);
const named = (...values: string[]) => affected(area({ geocodes: values.map((value) => ({ name: '区划', value })) }));

test('division codes: zeros stand for all of an area; other codes are none', () => {
	expect(divisionOf('430426000000')).toBe('430426');
	expect(divisionOf('430000')).toBe('43');
	expect(divisionOf('430400')).toBe('4304');
	expect(divisionOf('430426101000')).toBe('430426101');
	expect(divisionOf('430426101203')).toBe('430426101203');
	expect(divisionOf(' 430426 ')).toBe('430426');
	for (const other of ['', '030101', 'HNZ041', '4304', '4304261', '430426-1']) expect(divisionOf(other)).toBeNull();
});

test('a code of the county or above it is the whole county; of a township or village, that township', () => {
	expect(named('430000')).toEqual([COUNTY]);
	expect(named('430426')).toEqual([COUNTY]);
	expect(named('430426101')).toEqual(['430426101']);
	expect(named('430426102203', '430426100000')).toEqual(['430426100', '430426102']);
	expect(named('430424', '440000', 'HNZ041')).toEqual([]);
});

test('a township that the map has no shape of is found by its code', () => {
	const townships = [...TOWNSHIPS, { code: '430426199', geometry: null }];
	const of = (areas: WarningArea[]) => affectedTownships({ infos: [infoOf({ areas })] }, townships, COUNTY);
	expect(of([area({ geocodes: [{ name: '区划', value: '430426199' }] })])).toEqual(['430426199']);
	expect(of([area({ polygons: [square(112.12, 26.72, 0.02)] })])).toEqual(['430426101']);
});

test('a polygon is for the townships it touches, be it within one, around one or across', () => {
	expect(affected(area({ polygons: [square(112.12, 26.72, 0.02)] }))).toEqual(['430426101']);
	expect(affected(area({ polygons: [square(112.09, 26.69, 0.12)] }))).toEqual([COUNTY]);
	expect(affected(area({ polygons: [square(112.19, 26.69, 0.2)] }))).toEqual(['430426101', '430426102']);
	expect(affected(area({ polygons: [square(112.05, 26.65, 0.1)] }))).toEqual(['430426100', '430426101']);
	expect(affected(area({ polygons: [square(111, 26, 3)] }))).toEqual([COUNTY]);
	expect(affected(area({ polygons: [square(113, 28, 0.5)] }))).toEqual([]);
});

test('a circle is for the townships it reaches, and for the one its middle lies in however small it is', () => {
	expect(affected(area({ circles: [{ centre: [112.15, 26.75], radiusKm: 0 }] }))).toEqual(['430426101']);
	expect(affected(area({ circles: [{ centre: [112.31, 26.75], radiusKm: 6 }] }))).toEqual(['430426102']);
	expect(affected(area({ circles: [{ centre: [112.15, 26.75], radiusKm: 30 }] }))).toEqual([COUNTY]);
	expect(affected(area({ circles: [{ centre: [113, 28], radiusKm: 5 }] }))).toEqual([]);
});

test('no place, no township', () => {
	expect(affected()).toEqual([]);
	expect(affected(area({}))).toEqual([]);
});

test('a larger circle is never for fewer', () => {
	const degrees = fc.tuple(
		fc.double({ min: 111.8, max: 112.5, noNaN: true }),
		fc.double({ min: 26.5, max: 27, noNaN: true })
	);
	const within = (centre: CapPoint, radiusKm: number) => {
		const codes = affected(area({ circles: [{ centre, radiusKm }] }));
		return codes[0] === COUNTY ? TOWNSHIPS.map(({ code }) => code) : codes;
	};
	fc.assert(
		fc.property(degrees, fc.nat(40), fc.nat(40), (centre, radiusKm, more) => {
			expect(within(centre, radiusKm + more)).toEqual(expect.arrayContaining(within(centre, radiusKm)));
		})
	);
});
