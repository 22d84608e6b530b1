import { describe, expect, it } from 'vitest';
import { NO_BASE } from '#client/map/base-map.ts';
import { PALETTES } from '#client/map/palette.ts';
import { clusterText, mapStyle } from '#client/map/style.ts';
import type { MapShapes } from '#domain/areas/map-shapes.ts';

const shapes: MapShapes = { type: 'FeatureCollection', features: [] };
const labels = { type: 'FeatureCollection' as const, features: [] };

describe('the map’s style', () => {
	it.each(['light', 'dark'] as const)('points nowhere on the network (%s)', (theme) => {
		const style = mapStyle({
			palette: PALETTES[theme],
			shapes,
			labels,
			base: NO_BASE,
			clusterTemplate: '{people}人\n{count}处'
		});
		expect(JSON.stringify(style)).not.toMatch(/https?:|"glyphs"|"sprite"/);
		for (const layer of style.layers) if ('source' in layer) expect(Object.keys(style.sources)).toContain(layer.source);
		expect(new Set(style.layers.map(({ id }) => id)).size).toBe(style.layers.length);
	});

	it('puts the figures of a cluster into its words', () => {
		expect(clusterText('{count} · {people}').filter((part) => typeof part === 'string')).toEqual(['concat', ' · ']);
	});
});
