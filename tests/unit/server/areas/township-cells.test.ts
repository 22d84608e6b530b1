import fc from 'fast-check';
import { intersection, type Geom } from 'polyclip-ts';
import { describe, expect, it } from 'vitest';
import type { Position } from '#domain/areas/coordinates.ts';
import { areaInDegrees, boundsOf, containsPosition, geometryOf, type AreaGeometry } from '#domain/areas/geometry.ts';
import { buildCounty } from '#server/areas/build-county.ts';
import { APPROXIMATE_TOWNSHIP_POINTS } from '#server/areas/known-points.ts';
import { loadCounty } from '#server/areas/load-county.ts';
import { loadOutline } from '#server/areas/outline.ts';
import { buildTownshipCells, cleanOutline, placeVillages, type TownshipCell } from '#server/areas/township-cells.ts';

const toGeom = (geometry: AreaGeometry) => geometry.coordinates as unknown as Geom;
const overlap = (a: AreaGeometry, b: AreaGeometry): number => {
	const [boxA, boxB] = [boundsOf([a])!, boundsOf([b])!];
	if (boxA[2] < boxB[0] || boxB[2] < boxA[0] || boxA[3] < boxB[1] || boxB[3] < boxA[1]) return 0;
	const shared = intersection(toGeom(a), toGeom(b)) as unknown as Position[][][];
	return shared.length === 0 ? 0 : areaInDegrees(geometryOf(shared));
};

/** Cells tile the outline: they add up to it within 0.1 % and share no more than rounding leaves. */
function expectTiling(cells: readonly TownshipCell[], outline: AreaGeometry): void {
	const whole = areaInDegrees(outline);
	const sum = cells.reduce((total, { geometry }) => total + areaInDegrees(geometry), 0);
	expect(Math.abs(sum / whole - 1)).toBeLessThan(0.001);
	let shared = 0;
	cells.forEach((cell, index) => {
		for (const other of cells.slice(index + 1)) shared += overlap(cell.geometry, other.geometry);
	});
	expect(shared / whole).toBeLessThan(0.0005);
	for (const { geometry, point } of cells) expect(containsPosition(geometry, point)).toBe(true);
}

describe('schematic township cells', () => {
	it.each(['430424', '110101', '510722', '540629', '469005', '130171'])(
		'tile county %s',
		{ timeout: 30_000 },
		async (code) => {
			const divisions = await loadCounty(code);
			const found = await loadOutline(divisions);
			const outline = cleanOutline(found.geometry);
			const cells = buildTownshipCells(divisions.townships, outline, found.seat);
			expect(cells.map((cell) => cell.code)).toEqual(divisions.townships.map((each) => each.code));
			expectTiling(cells, outline);
			const sizes = cells.map(({ geometry }) => areaInDegrees(geometry));
			expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(6);
		}
	);

	it('tile outlines of any form', { timeout: 30_000 }, () => {
		const star = fc
			.tuple(
				fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 5, maxLength: 40 }),
				fc.integer({ min: 1, max: 30 })
			)
			.map(([radii, count]) => {
				const ring = radii.map((radius, index): Position => {
					const angle = (index / radii.length) * 2 * Math.PI;
					return [112 + 0.4 * radius * Math.cos(angle), 27 + 0.4 * radius * Math.sin(angle)];
				});
				return { outline: cleanOutline(geometryOf([[[...ring, ring[0]!]]])), count };
			});
		fc.assert(
			fc.property(star, ({ outline, count }) => {
				const townships = Array.from({ length: count }, (_, i) => ({ code: String(430426100 + i), name: `${i}` }));
				const cells = buildTownshipCells(townships, outline);
				expectTiling(cells, outline);
				const [cell] = cells;
				const villages = Array.from({ length: 17 }, (_, i) => ({
					code: `${cell!.code}2${String(i).padStart(2, '0')}`,
					name: ''
				}));
				const points = [...placeVillages(villages, cell!).values()];
				expect(new Set(points.map(String)).size).toBe(17);
				for (const point of points) expect(containsPosition(cell!.geometry, point)).toBe(true);
			}),
			{ numRuns: 40 }
		);
	});

	it('give a county without townships none', () => {
		const square: Position[] = [
			[112, 27],
			[112.1, 27],
			[112.1, 27.1],
			[112, 27.1],
			[112, 27]
		];
		expect(buildTownshipCells([], geometryOf([[square]]))).toEqual([]);
	});
});

describe('rough positions of townships', () => {
	it.each(Object.keys(APPROXIMATE_TOWNSHIP_POINTS))(
		'of %s lie inside its outline, one for each township',
		async (code) => {
			const divisions = await loadCounty(code);
			const { geometry } = await loadOutline(divisions);
			const known = APPROXIMATE_TOWNSHIP_POINTS[code]!;
			expect(known.map(([township]) => township)).toEqual(divisions.townships.map((township) => township.code));
			for (const [township, at] of known) expect([township, containsPosition(geometry, at)]).toEqual([township, true]);
		}
	);
});

describe('building 祁东县', () => {
	it('gives all areas with points inside their townships, and the same each time', { timeout: 30_000 }, async () => {
		const { areas, shapes } = await buildCounty('430426');
		const count = (level: string) => areas.filter((area) => area.level === level).length;
		expect(['province', 'city', 'county', 'township', 'village'].map(count)).toEqual([1, 1, 1, 24, 367]);
		const shapeOf = new Map(shapes.map((shape) => [shape.code, shape]));
		for (const { code, level, lng, lat, parentCode } of areas) {
			if (level === 'township') expect(containsPosition(shapeOf.get(code)!.geometry, [lng!, lat!])).toBe(true);
			if (level === 'village') expect(containsPosition(shapeOf.get(parentCode!)!.geometry, [lng!, lat!])).toBe(true);
		}
		expect(shapeOf.get('430426')).toMatchObject({ isSchematic: false });
		expect(shapeOf.get('430426106')).toMatchObject({ isSchematic: true });
		expect(areas.find(({ name }) => name === '洪桥街道')).toMatchObject({ lng: 112.108, lat: 26.768 });
		expect(areas.find(({ name }) => name === '凤歧坪乡')!.lng).toBeLessThan(111.75);
		const cells = areas
			.filter(({ level }) => level === 'township')
			.map(({ code, name, lng, lat }) => ({
				code,
				name,
				point: [lng!, lat!] as const,
				geometry: shapeOf.get(code)!.geometry
			}));
		expectTiling(cells, shapeOf.get('430426')!.geometry);
		expect(await buildCounty('430426')).toEqual({ areas, shapes });
	});
});
