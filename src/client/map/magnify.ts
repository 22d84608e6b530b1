import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';

/** Properties given in pixels. */
const IN_PIXELS = new Set([
	'text-size',
	'text-halo-width',
	'icon-offset',
	'line-width',
	'circle-radius',
	'circle-stroke-width'
]);

function times(value: unknown, scale: number): unknown {
	if (typeof value === 'number') return value * scale;
	if (!Array.isArray(value)) return value;
	if (value.every((part) => typeof part === 'number')) return value.map((part) => part * scale);
	// What depends on the zoom must stay outermost: its outputs are made larger, every second part from the fifth on.
	if (value[0] === 'interpolate' && JSON.stringify(value[2]) === '["zoom"]')
		return value.map((part: unknown, index) => (index >= 4 && index % 2 === 0 ? times(part, scale) : part));
	return ['*', scale, value];
}

function magnifyAll(properties: object | undefined, scale: number): object | undefined {
	if (properties === undefined) return undefined;
	return Object.fromEntries(
		Object.entries(properties).map(([name, value]) => [name, IN_PIXELS.has(name) ? times(value, scale) : value])
	);
}

/** The style with words, circles and lines so much larger, as for a screen read from across a room. */
export function magnify(style: StyleSpecification, scale: number): StyleSpecification {
	if (scale === 1) return style;
	const sources = Object.entries(style.sources).map(([id, source]) =>
		'clusterRadius' in source && source.clusterRadius !== undefined
			? [id, { ...source, clusterRadius: source.clusterRadius * scale }]
			: [id, source]
	);
	const layers = style.layers.map((layer) => ({
		...layer,
		...('layout' in layer ? { layout: magnifyAll(layer.layout, scale) } : {}),
		paint: magnifyAll(layer.paint, scale)
	})) as LayerSpecification[];
	return { ...style, sources: Object.fromEntries(sources) as StyleSpecification['sources'], layers };
}
