import type { FeatureCollection, Point } from 'geojson';
import { boundsOf, labelPosition } from '#domain/areas/geometry.ts';
import type { Bounds } from '#domain/areas/coordinates.ts';
import type { MapShape, MapShapes } from '#domain/areas/map-shapes.ts';
import type { ColourScale } from './colour-scale.ts';

/** What the map's expressions read of a township's label. */
export interface TownshipLabel {
	code: string;
	name: string;
	/** The chosen figure, grouped; empty when there is none. */
	figure: string;
}

export type TownshipLabels = FeatureCollection<Point, TownshipLabel>;

const isTownship = ({ properties }: MapShape) => properties.role === 'township';

/** The shapes that are coloured by a figure. */
export function townshipFeatures(shapes: MapShapes): MapShapes {
	return { type: 'FeatureCollection', features: shapes.features.filter(isTownship) };
}

/** The outline and the neighbours, in whose midst the townships lie. */
export function surroundingFeatures(shapes: MapShapes): MapShapes {
	return { type: 'FeatureCollection', features: shapes.features.filter((shape) => !isTownship(shape)) };
}

/** A label for each township, in its middle, with its figure. */
export function townshipLabels(
	shapes: MapShapes,
	values: ReadonlyMap<string, number | null>,
	format: (value: number) => string
): TownshipLabels {
	return {
		type: 'FeatureCollection',
		features: shapes.features.filter(isTownship).map(({ properties: { code, name }, geometry }) => {
			const value = values.get(code);
			const [lng, lat] = labelPosition(geometry);
			return {
				type: 'Feature',
				geometry: { type: 'Point', coordinates: [lng, lat] },
				properties: { code, name, figure: value === null || value === undefined ? '' : format(value) }
			};
		})
	};
}

/** The colour step of each township; those without a figure are left out. */
export function townshipSteps(values: ReadonlyMap<string, number | null>, scale: ColourScale): Map<string, number> {
	const steps = new Map<string, number>();
	for (const [code, value] of values) {
		const step = scale.stepOf(value);
		if (step !== null) steps.set(code, step);
	}
	return steps;
}

/** A label for each neighbouring county. */
export function neighbourLabels(shapes: MapShapes): TownshipLabels {
	return {
		type: 'FeatureCollection',
		features: shapes.features
			.filter(({ properties }) => properties.role === 'neighbour')
			.map(({ properties: { code, name }, geometry }) => {
				const [lng, lat] = labelPosition(geometry);
				return {
					type: 'Feature',
					geometry: { type: 'Point', coordinates: [lng, lat] },
					properties: { code, name, figure: '' }
				};
			})
	};
}

/** What the map shows at first: the account's own part of the county (the whole outline, or its one township). */
export function homeBounds(shapes: MapShapes): Bounds | null {
	const townships = shapes.features.filter(isTownship);
	const own =
		townships.length === 1 ? townships : shapes.features.filter(({ properties }) => properties.role === 'outline');
	return boundsOf((own.length > 0 ? own : townships).map(({ geometry }) => geometry));
}
