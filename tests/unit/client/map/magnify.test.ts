import { describe, expect, it } from 'vitest';
import { NO_BASE } from '#client/map/base-map.ts';
import { magnify } from '#client/map/magnify.ts';
import { PALETTES } from '#client/map/palette.ts';
import { mapStyle } from '#client/map/style.ts';

const empty = { type: 'FeatureCollection' as const, features: [] };
const style = mapStyle({
	palette: PALETTES.dark,
	shapes: empty,
	labels: empty,
	base: NO_BASE,
	clusterTemplate: '{people}人\n{count}处'
});
type Properties = Record<string, Record<string, unknown>>;
const layer = (of: typeof style, id: string) => of.layers.find((each) => each.id === id) as unknown as Properties;

describe('a map read from across a room', () => {
	it('has larger words, circles, lines and clusters', () => {
		const large = magnify(style, 2);
		expect(layer(large, 'township-labels')['layout']!['text-size']).toEqual([
			'interpolate',
			['linear'],
			['zoom'],
			8,
			22,
			12,
			30
		]);
		expect(layer(large, 'shelter-labels')['layout']!['icon-offset']).toEqual([24, -24]);
		expect(layer(large, 'outline')['paint']!['line-width']).toBe(4);
		const radius = (of: typeof style) => layer(of, 'shelters')['paint']!['circle-radius'];
		expect(radius(large)).toEqual(['*', 2, radius(style)]);
		expect(large.sources['shelters']).toMatchObject({ clusterRadius: 76 });
	});

	it('is otherwise the same, and untouched at its usual size', () => {
		expect(magnify(style, 1)).toBe(style);
		const large = magnify(style, 3);
		expect(layer(large, 'shelters')['paint']!['circle-color']).toEqual(
			layer(style, 'shelters')['paint']!['circle-color']
		);
		expect(large.layers.map(({ id }) => id)).toEqual(style.layers.map(({ id }) => id));
	});
});
