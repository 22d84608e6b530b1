import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gcj02ToWgs84, isWgs84, MapPoint, wgs84ToGcj02, type Position } from '#domain/areas/coordinates.ts';

const inChina: fc.Arbitrary<Position> = fc.tuple(
	fc.double({ min: 73.5, max: 135, noNaN: true }),
	fc.double({ min: 4, max: 53.5, noNaN: true })
);

describe('GCJ-02', () => {
	it('shifts as the published formula does (前门, Beijing)', () => {
		const [lng, lat] = wgs84ToGcj02([116.39, 39.9]);
		expect(lng - 116.39).toBeCloseTo(0.0062395, 6);
		expect(lat - 39.9).toBeCloseTo(0.0014003, 6);
	});

	it('moves 祁东县 by about 530 m to the east and 400 m to the south', () => {
		const [lng, lat] = wgs84ToGcj02([111.95, 26.8]);
		expect(lng - 111.95).toBeCloseTo(0.0053248, 6);
		expect(lat - 26.8).toBeCloseTo(-0.0035734, 6);
	});

	it('comes back to where it was within a centimetre', () => {
		fc.assert(
			fc.property(inChina, (position) => {
				const [lng, lat] = gcj02ToWgs84(wgs84ToGcj02(position));
				expect(Math.abs(lng - position[0])).toBeLessThan(1e-7);
				expect(Math.abs(lat - position[1])).toBeLessThan(1e-7);
			})
		);
	});

	it('leaves positions outside China alone', () => {
		expect(wgs84ToGcj02([2.35, 48.85])).toEqual([2.35, 48.85]);
		expect(gcj02ToWgs84([-74, 40.7])).toEqual([-74, 40.7]);
	});
});

describe('WGS84', () => {
	it('knows its range', () => {
		expect(isWgs84(112.1, 26.8)).toBe(true);
		for (const [lng, lat] of [
			[181, 0],
			[0, 91],
			[Number.NaN, 0],
			[0, Infinity]
		] as const)
			expect(isWgs84(lng, lat)).toBe(false);
	});

	it('takes a point of the map only within China', () => {
		expect(MapPoint.safeParse({ lng: 112.1, lat: 26.8 }).success).toBe(true);
		expect(MapPoint.safeParse({ lng: 26.8, lat: 112.1 }).success).toBe(false);
	});
});
