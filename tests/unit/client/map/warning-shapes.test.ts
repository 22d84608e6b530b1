import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { circleRing, warningShapes } from '#client/map/warning-shapes.ts';
import { KM_PER_DEGREE } from '#domain/areas/geometry.ts';
import type { WarningArea } from '#domain/warnings/warning.ts';

const area = (over: Partial<WarningArea>): WarningArea => ({
	description: '山区',
	polygons: [],
	circles: [],
	geocodes: [],
	altitudeM: null,
	ceilingM: null,
	...over
});
const RING: [number, number][] = [
	[112, 26.5],
	[112.1, 26.5],
	[112.1, 26.6],
	[112, 26.5]
];

describe('the shapes of a warning', () => {
	test('are its polygons and circles, those of a second language not again', () => {
		const one = area({ polygons: [RING], circles: [{ centre: [112.1, 26.7], radiusKm: 5 }] });
		const shapes = warningShapes([{ areas: [one] }, { areas: [structuredClone(one)] }]);
		expect(shapes.features).toHaveLength(2);
		expect(shapes.features[0]?.geometry.coordinates).toEqual([RING]);
	});

	test('are none where it has codes only, or a circle of no size', () => {
		expect(warningShapes([{ areas: [area({ geocodes: [{ name: '区划代码', value: '430426' }] })] }]).features).toEqual(
			[]
		);
		expect(warningShapes([{ areas: [area({ circles: [{ centre: [112, 26], radiusKm: 0 }] })] }]).features).toEqual([]);
	});
});

test('a circle is a closed ring whose corners lie as far from its middle as it says', () => {
	fc.assert(
		fc.property(
			fc.double({ min: 73, max: 135, noNaN: true }),
			fc.double({ min: 3, max: 54, noNaN: true }),
			fc.double({ min: 0.1, max: 200, noNaN: true }),
			(lng, lat, radiusKm) => {
				const ring = circleRing([lng, lat], radiusKm);
				expect(ring.at(-1)).toEqual(ring[0]);
				for (const [x, y] of ring) {
					const east = (x - lng) * Math.cos((lat / 180) * Math.PI) * KM_PER_DEGREE;
					const north = (y - lat) * KM_PER_DEGREE;
					expect(Math.hypot(east, north)).toBeCloseTo(radiusKm, 6);
				}
			}
		)
	);
});
