import type {
	ExpressionSpecification,
	LayerSpecification,
	StyleSpecification,
	VariableAnchorOffsetCollectionSpecification
} from 'maplibre-gl';
import type { MapShapes } from '#domain/areas/map-shapes.ts';
import type { BaseLayers } from './base-map.ts';
import type { MapPalette } from './palette.ts';
import { neighbourLabels, surroundingFeatures, townshipFeatures, type TownshipLabels } from './township-features.ts';

/**
 * Fonts of the device: no font file is fetched, the library draws each sign itself. A family called Bold does not
 * exist; its name tells the library to draw the others in bold.
 */
const FONT = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'WenQuanYi Micro Hei'];
const BOLD_FONT = ['Bold', ...FONT];

/** Zoom from which shelters are always drawn one by one. */
const LAST_CLUSTER_ZOOM = 11;
/** Where a township's label may go, in ems, so that it steps out of the way of the circles. */
const LABEL_PLACES: VariableAnchorOffsetCollectionSpecification = [
	'center',
	[0, 0],
	'bottom',
	[0, -1],
	'top',
	[0, 1],
	'bottom',
	[0, -2.4],
	'top',
	[0, 2.4],
	'left',
	[2.6, 0],
	'right',
	[-2.6, 0]
];
const NOTHING = { type: 'FeatureCollection' as const, features: [] };

/** Layers whose features answer a click, the topmost first. */
export const CLICKABLE = { shelters: 'shelters', clusters: 'clusters', townships: 'townships' } as const;

/** Words on a cluster from a template with `{people}` and `{count}`. */
export function clusterText(template: string): ExpressionSpecification {
	const parts = template.split(/(\{people\}|\{count\})/).filter((part) => part !== '');
	const grouped = (key: string): ExpressionSpecification => ['number-format', ['get', key], { locale: 'en-US' }];
	return [
		'concat',
		...parts.map((part) =>
			part === '{people}' ? grouped('people') : part === '{count}' ? grouped('point_count') : part
		)
	];
}

/** Radius in pixels by people: area grows with the count, within what can be hit and what still fits. */
const radius: ExpressionSpecification = [
	'interpolate',
	['linear'],
	['sqrt', ['get', 'people']],
	0,
	9,
	10,
	12,
	20,
	16,
	40,
	24,
	100,
	30
];

function byTone(palette: MapPalette, part: 'fill' | 'ink'): ExpressionSpecification {
	const { green, unknown, amber, red } = palette.tones;
	return ['match', ['get', 'severity'], 3, red[part], 2, amber[part], 1, unknown[part], green[part]];
}

function rampColour(palette: MapPalette): ExpressionSpecification {
	return [
		'match',
		['coalesce', ['feature-state', 'step'], -1],
		...palette.ramp.flatMap((colour, step) => [step, colour]),
		palette.empty
	] as unknown as ExpressionSpecification;
}

const has = (state: 'selected' | 'hovered' | 'marked'): ExpressionSpecification => [
	'boolean',
	['feature-state', state],
	false
];

function areaLayers(palette: MapPalette, hasBase: boolean): LayerSpecification[] {
	return [
		{
			id: 'neighbours',
			type: 'fill',
			source: 'surroundings',
			filter: ['==', ['get', 'role'], 'neighbour'],
			paint: { 'fill-color': palette.neighbour, 'fill-opacity': hasBase ? 0.35 : 1 }
		},
		{
			id: 'neighbour-lines',
			type: 'line',
			source: 'surroundings',
			filter: ['==', ['get', 'role'], 'neighbour'],
			paint: { 'line-color': palette.neighbourLine, 'line-width': 1 }
		},
		{
			id: CLICKABLE.townships,
			type: 'fill',
			source: 'townships',
			paint: { 'fill-color': rampColour(palette), 'fill-opacity': hasBase ? 0.6 : 1 }
		},
		{
			id: 'township-lines',
			type: 'line',
			source: 'townships',
			paint: {
				'line-color': palette.townshipLine,
				'line-width': 1,
				'line-dasharray': ['case', ['boolean', ['get', 'schematic'], false], ['literal', [4, 2]], ['literal', [1, 0]]]
			}
		},
		{
			id: 'township-marks',
			type: 'fill',
			source: 'townships',
			paint: { 'fill-color': palette.selection, 'fill-opacity': ['case', has('marked'), 0.28, 0] }
		},
		{
			id: 'outline',
			type: 'line',
			source: 'surroundings',
			filter: ['==', ['get', 'role'], 'outline'],
			layout: { 'line-join': 'round' },
			paint: { 'line-color': palette.outline, 'line-width': 2 }
		},
		{
			id: 'drawn',
			type: 'fill',
			source: 'drawn',
			paint: { 'fill-color': palette.selection, 'fill-opacity': 0.14 }
		},
		{
			id: 'drawn-lines',
			type: 'line',
			source: 'drawn',
			layout: { 'line-join': 'round' },
			paint: { 'line-color': palette.selection, 'line-width': 2, 'line-dasharray': [3, 1.5] }
		},
		{
			id: 'township-selection',
			type: 'line',
			source: 'townships',
			layout: { 'line-join': 'round' },
			paint: {
				'line-color': palette.selection,
				'line-width': ['case', has('selected'), 4, has('hovered'), 2.5, has('marked'), 2.5, 0]
			}
		},
		{
			id: 'neighbour-labels',
			type: 'symbol',
			source: 'neighbour-labels',
			layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12 },
			paint: { 'text-color': palette.neighbourInk, 'text-halo-color': palette.neighbour, 'text-halo-width': 1 }
		},
		{
			id: 'township-labels',
			type: 'symbol',
			source: 'township-labels',
			layout: {
				'text-field': [
					'case',
					['==', ['get', 'figure'], ''],
					['get', 'name'],
					['concat', ['get', 'name'], '\n', ['get', 'figure']]
				],
				'text-font': FONT,
				'text-size': ['interpolate', ['linear'], ['zoom'], 8, 11, 12, 15],
				'text-line-height': 1.25,
				'text-padding': 1,
				'text-variable-anchor-offset': LABEL_PLACES,
				'text-justify': 'auto'
			},
			paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 }
		}
	];
}

function shelterLayers(palette: MapPalette, clusterTemplate: string): LayerSpecification[] {
	const circle = {
		'circle-color': byTone(palette, 'fill'),
		'circle-radius': radius,
		'circle-stroke-color': palette.circleLine,
		'circle-stroke-width': 2
	};
	const badge: ExpressionSpecification = [
		'case',
		['==', ['get', 'severity'], 3],
		'red',
		['get', 'isDisputed'],
		'disputed',
		['get', 'isSilent'],
		'silent',
		['==', ['get', 'severity'], 2],
		'amber',
		''
	];
	return [
		{
			id: 'selection',
			type: 'circle',
			source: 'selection',
			paint: {
				'circle-radius': 30,
				'circle-color': palette.selection,
				'circle-opacity': 0.25,
				'circle-stroke-color': palette.selection,
				'circle-stroke-width': 3
			}
		},
		{
			id: 'hovered',
			type: 'circle',
			source: 'hovered',
			paint: {
				'circle-radius': 30,
				'circle-opacity': 0,
				'circle-stroke-color': palette.selection,
				'circle-stroke-width': 2
			}
		},
		{
			id: CLICKABLE.shelters,
			type: 'circle',
			source: 'shelters',
			filter: ['!', ['has', 'point_count']],
			layout: { 'circle-sort-key': ['get', 'severity'] },
			paint: circle
		},
		{
			id: 'shelter-labels',
			type: 'symbol',
			source: 'shelters',
			filter: ['!', ['has', 'point_count']],
			layout: {
				'symbol-sort-key': ['get', 'severity'],
				'text-field': ['get', 'label'],
				'text-font': BOLD_FONT,
				'text-size': 11,
				'text-padding': 6,
				'text-allow-overlap': true,
				'icon-image': badge,
				'icon-offset': [12, -12],
				'icon-allow-overlap': true,
				'icon-ignore-placement': true
			},
			paint: { 'text-color': byTone(palette, 'ink') }
		},
		{
			id: CLICKABLE.clusters,
			type: 'circle',
			source: 'shelters',
			filter: ['has', 'point_count'],
			paint: { ...circle, 'circle-radius': ['+', radius, 6], 'circle-stroke-width': 4, 'circle-stroke-opacity': 0.75 }
		},
		{
			id: 'cluster-labels',
			type: 'symbol',
			source: 'shelters',
			filter: ['has', 'point_count'],
			layout: {
				'text-field': clusterText(clusterTemplate),
				'text-font': BOLD_FONT,
				'text-size': 11,
				'text-line-height': 1.15,
				'text-padding': 8,
				'text-allow-overlap': true,
				'icon-image': ['match', ['get', 'severity'], 3, 'red', 2, 'amber', ''],
				'icon-offset': [20, -20],
				'icon-allow-overlap': true,
				'icon-ignore-placement': true
			},
			paint: { 'text-color': byTone(palette, 'ink') }
		},
		{
			id: 'pin',
			type: 'circle',
			source: 'pin',
			paint: {
				'circle-radius': 8,
				'circle-color': palette.selection,
				'circle-stroke-color': palette.halo,
				'circle-stroke-width': 3
			}
		}
	];
}

/** The map's whole style: nothing in it points to the network, save the base map's tiles on our own server. */
export function mapStyle(options: {
	palette: MapPalette;
	shapes: MapShapes;
	labels: TownshipLabels;
	base: BaseLayers;
	clusterTemplate: string;
}): StyleSpecification {
	const { palette, shapes, labels, base, clusterTemplate } = options;
	return {
		version: 8,
		sources: {
			...base.sources,
			surroundings: { type: 'geojson', data: surroundingFeatures(shapes), tolerance: 0.5 },
			townships: { type: 'geojson', data: townshipFeatures(shapes), promoteId: 'code', tolerance: 0.5 },
			'neighbour-labels': { type: 'geojson', data: neighbourLabels(shapes) },
			'township-labels': { type: 'geojson', data: labels },
			drawn: { type: 'geojson', data: NOTHING },
			selection: { type: 'geojson', data: NOTHING },
			hovered: { type: 'geojson', data: NOTHING },
			pin: { type: 'geojson', data: NOTHING },
			shelters: {
				type: 'geojson',
				data: NOTHING,
				promoteId: 'id',
				cluster: true,
				clusterRadius: 38,
				clusterMaxZoom: LAST_CLUSTER_ZOOM,
				clusterProperties: {
					people: ['+', ['get', 'people']],
					severity: ['max', ['get', 'severity']]
				}
			}
		},
		layers: [
			{ id: 'background', type: 'background', paint: { 'background-color': palette.background } },
			...base.layers,
			...areaLayers(palette, base.layers.length > 0),
			...shelterLayers(palette, clusterTemplate)
		]
	};
}
