import { describe, expect, it } from 'vitest';
import { makeScale } from '#client/map/colour-scale.ts';
import {
	homeBounds,
	neighbourLabels,
	surroundingFeatures,
	townshipFeatures,
	townshipLabels,
	townshipSteps
} from '#client/map/township-features.ts';
import type { MapShape, MapShapeRole, MapShapes } from '#domain/areas/map-shapes.ts';

const shape = (code: string, role: MapShapeRole, west: number, side: number): MapShape => ({
	type: 'Feature',
	properties: { code, name: `名${code}`, role, schematic: role === 'township', source: '' },
	geometry: {
		type: 'Polygon',
		coordinates: [
			[
				[west, 26],
				[west + side, 26],
				[west + side, 26 + side],
				[west, 26 + side],
				[west, 26]
			]
		]
	}
});
const shapes: MapShapes = {
	type: 'FeatureCollection',
	features: [
		shape('430426', 'outline', 112, 1),
		shape('430426106', 'township', 112, 0.5),
		shape('430426107', 'township', 112.5, 0.5),
		shape('430421', 'neighbour', 113, 1)
	]
};

describe('the townships on the map', () => {
	it('are kept apart from what lies around them', () => {
		expect(townshipFeatures(shapes).features).toHaveLength(2);
		expect(surroundingFeatures(shapes).features.map(({ properties }) => properties.role)).toEqual([
			'outline',
			'neighbour'
		]);
		expect(neighbourLabels(shapes).features.map(({ properties }) => properties.name)).toEqual(['名430421']);
	});

	it('carry their figure, and none when there is none', () => {
		const values = new Map([['430426106', 1204]]);
		const labels = townshipLabels(shapes, values, (value) => value.toLocaleString('en-US')).features;
		expect(labels.map(({ properties }) => properties.figure)).toEqual(['1,204', '']);
		expect(labels[0]?.geometry.coordinates).toEqual([112.25, 26.25]);
		expect([...townshipSteps(new Map([...values, ['430426107', null]]), makeScale([1204]))]).toEqual([
			['430426106', 5]
		]);
	});

	it('are shown whole, or the one township of the account', () => {
		expect(homeBounds(shapes)).toEqual([112, 26, 113, 27]);
		const own = { ...shapes, features: shapes.features.filter(({ properties }) => properties.code !== '430426107') };
		expect(homeBounds(own)).toEqual([112, 26, 112.5, 26.5]);
		expect(homeBounds({ type: 'FeatureCollection', features: [] })).toBeNull();
	});
});
