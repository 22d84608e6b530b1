import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wgs84ToGcj02, type Position } from '#domain/areas/coordinates.ts';
import { polygonsOf } from '#domain/areas/geometry.ts';
import { validateAreaShapes, type KnownCounty } from '#domain/areas/shape-validation.ts';

const county: KnownCounty = {
	areas: new Map([
		['430426', { name: '祁东县' }],
		['430426104', { name: '粮市镇' }],
		['430426106', { name: '归阳镇' }]
	]),
	bounds: [111.54, 26.47, 112.34, 27.08]
};
const square = (lng: number, lat: number, side = 0.1): Position[] => [
	[lng, lat],
	[lng + side, lat],
	[lng + side, lat + side],
	[lng, lat + side],
	[lng, lat]
];
const feature = (code: unknown, coordinates: unknown, more: object = {}) => ({
	type: 'Feature',
	properties: { code, ...more },
	geometry: { type: 'Polygon', coordinates }
});
const collection = (features: unknown[], more: object = {}) => ({ type: 'FeatureCollection', features, ...more });
const check = (...features: unknown[]) => validateAreaShapes(collection(features), county);
const problems = (...features: unknown[]) => check(...features).errors.map(({ index, problem }) => [index, problem]);

describe('a county’s own map file', () => {
	it('is taken when it is sound, and lists the townships it does not draw', () => {
		const report = check(feature('430426104', [square(112, 26.7)], { name: '粮市' }));
		expect(report.errors).toEqual([]);
		expect(report.shapes).toEqual([
			{ code: '430426104', name: '粮市镇', geometry: { type: 'Polygon', coordinates: [square(112, 26.7)] } }
		]);
		expect(report.missingCodes).toEqual(['430426106']);
	});

	it('finds the code in adcode, in the id, as a number, or by the name', () => {
		const shape = { type: 'Polygon', coordinates: [square(112, 26.7)] };
		for (const each of [
			{ type: 'Feature', properties: { adcode: 430426104 }, geometry: shape },
			{ type: 'Feature', properties: null, id: '430426104', geometry: shape },
			{ type: 'Feature', properties: { name: '粮市镇' }, geometry: shape }
		])
			expect(check(each).shapes.map(({ code }) => code)).toEqual(['430426104']);
	});

	it('refuses what is no collection, and an empty one', () => {
		for (const bad of [
			null,
			1,
			'x',
			[],
			{},
			{ type: 'FeatureCollection' },
			{ type: 'FeatureCollection', features: {} }
		])
			expect(validateAreaShapes(bad, county).errors.map(({ problem }) => problem)).toEqual(['notCollection']);
		expect(validateAreaShapes(collection([]), county).errors[0]?.problem).toBe('empty');
	});

	it('names each feature that is wrong and what to do', () => {
		const open = square(112, 26.7).slice(0, 4);
		expect(problems(feature('430426104', [open]))).toEqual([[0, 'ringNotClosed']]);
		expect(problems(feature('430426104', [square(112, 26.7).slice(0, 3)]))).toEqual([[0, 'ringTooShort']]);
		expect(problems(feature('430426104', [Array(5).fill([112, 26.7])]))).toEqual([[0, 'ringWithoutArea']]);
		expect(problems(feature('430426104', [[['a', 1]]]))).toEqual([[0, 'malformedCoordinates']]);
		expect(problems({ type: 'Feature', properties: { code: '430426104' }, geometry: null })).toEqual([
			[0, 'notPolygon']
		]);
		expect(problems('x')).toEqual([[0, 'notFeature']]);
		expect(problems(feature('430426104', [square(115, 26.7)]))).toEqual([[0, 'tooFar']]);
		expect(problems(feature('430426104', [square(26.7, 112)]))).toEqual([[0, 'swapped']]);
		expect(problems(feature('430426104', [square(38_400_000, 2_970_000, 900)]))).toEqual([[0, 'projected']]);
		expect(problems(feature(undefined, [square(112, 26.7)], { name: '不存在镇' }))).toEqual([[0, 'noCode']]);
		const [issue] = check(feature('430426104', [open], { name: '粮市镇' })).errors;
		expect(issue).toMatchObject({ index: 0, name: '粮市镇', zh: '第 1 个环没有闭合。请让最后一点与第一点相同。' });
	});

	it('lists unknown and repeated codes', () => {
		const report = check(
			feature('430426104', [square(112, 26.7)]),
			feature('430427001', [square(112, 26.7)]),
			feature('430426104', [square(112, 26.8)])
		);
		expect(report.unknownCodes).toEqual(['430427001']);
		expect(report.duplicateCodes).toEqual(['430426104']);
		expect(report.errors.map(({ index }) => index)).toEqual([1, 2]);
		expect(report.shapes).toHaveLength(1);
	});

	it('converts GCJ-02 and says so', () => {
		const shifted = square(112, 26.7).map((position) => [...wgs84ToGcj02(position)]);
		const crs = { type: 'name', properties: { name: 'GCJ-02' } };
		const report = validateAreaShapes(collection([feature('430426104', [shifted])], { crs }), county);
		expect(report.notes.map(({ problem }) => problem)).toEqual(['converted']);
		const ring = polygonsOf(report.shapes[0]!.geometry)[0]![0]!;
		square(112, 26.7).forEach(([lng, lat], index) => {
			expect(ring[index]![0]).toBeCloseTo(lng, 5);
			expect(ring[index]![1]).toBeCloseTo(lat, 5);
		});
	});

	it('takes CGCS2000 and CRS84 as they are, and refuses other systems by name', () => {
		const of = (name: string) =>
			validateAreaShapes(
				collection([feature('430426104', [square(112, 26.7)])], { crs: { type: 'name', properties: { name } } }),
				county
			);
		for (const name of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'urn:ogc:def:crs:EPSG::4490', 'EPSG:4326'])
			expect(of(name)).toMatchObject({ errors: [], notes: [] });
		for (const name of ['EPSG:3857', 'BD-09', 'EPSG:4528'])
			expect(of(name).errors[0]).toMatchObject({ problem: 'unsupportedCrs', index: null });
	});

	it('never throws, whatever it is given', () => {
		fc.assert(fc.property(fc.anything(), (anything) => void validateAreaShapes(anything, county)));
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(
						fc.anything(),
						fc.anything().map((odd) => feature('430426104', odd))
					)
				),
				(features) => {
					const report = validateAreaShapes(collection(features), county);
					expect(report.shapes.length + report.errors.length).toBeGreaterThan(0);
				}
			)
		);
	});
});
