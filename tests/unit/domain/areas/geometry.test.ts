import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '#domain/areas/coordinates.ts';
import {
	areaInDegrees,
	areaInKm2,
	boundsOf,
	containsPosition,
	geometryOf,
	labelPosition,
	positionInside,
	roundPosition
} from '#domain/areas/geometry.ts';

const box = (west: number, south: number, side: number): Position[] => [
	[west, south],
	[west + side, south],
	[west + side, south + side],
	[west, south + side],
	[west, south]
];
/** A horseshoe open to the north, whose centroid lies outside of it. */
const horseshoe = geometryOf([
	[
		[
			[112, 27],
			[112.9, 27],
			[112.9, 28],
			[112.8, 28],
			[112.8, 27.1],
			[112.1, 27.1],
			[112.1, 28],
			[112, 28],
			[112, 27]
		]
	]
]);

describe('geometry', () => {
	it('measures shapes with holes and parts', () => {
		const ringed = geometryOf([[box(112, 27, 1), box(112.25, 27.25, 0.5)], [box(114, 27, 0.5)]]);
		expect(areaInDegrees(ringed)).toBeCloseTo(1 - 0.25 + 0.25, 9);
		expect(boundsOf([ringed])).toEqual([112, 27, 114.5, 28]);
		expect(boundsOf([])).toBeNull();
		expect(areaInKm2(geometryOf([[box(112, 0, 0.1)]]))).toBeCloseTo(123.6, 0);
	});

	it('knows what lies inside, and not in a hole', () => {
		const ringed = geometryOf([[box(112, 27, 1), box(112.25, 27.25, 0.5)]]);
		expect(containsPosition(ringed, [112.1, 27.1])).toBe(true);
		expect(containsPosition(ringed, [112.5, 27.5])).toBe(false);
		expect(containsPosition(ringed, [111.9, 27.5])).toBe(false);
	});

	it('puts labels inside, whatever the form', () => {
		expect(labelPosition(geometryOf([[box(112, 27, 1)]]))).toEqual([112.5, 27.5]);
		expect(containsPosition(horseshoe, labelPosition(horseshoe))).toBe(true);
		fc.assert(
			fc.property(fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 4, maxLength: 30 }), (radii) => {
				const ring = radii.map((radius, index): Position => {
					const angle = (index / radii.length) * 2 * Math.PI;
					return [112 + radius * Math.cos(angle), 27 + radius * Math.sin(angle)];
				});
				const shape = geometryOf([[[...ring, ring[0]!]]]);
				expect(containsPosition(shape, positionInside(shape))).toBe(true);
				expect(containsPosition(shape, labelPosition(shape))).toBe(true);
			})
		);
	});

	it('rounds to about a metre', () => {
		expect(roundPosition([112.123456789, 26.987654321])).toEqual([112.12346, 26.98765]);
	});
});
