import type { Feature, FeatureCollection } from 'geojson';
import type { AreaGeometry } from './geometry.ts';

/**
 * What a shape is on the map: the county's outline, one of its townships (or villages, where a county loads them),
 * or a county next to it, drawn faintly.
 */
export type MapShapeRole = 'outline' | 'township' | 'village' | 'neighbour';

export interface MapShapeProperties {
	code: string;
	name: string;
	role: MapShapeRole;
	/** True when the shape is derived (示意), not surveyed. */
	schematic: boolean;
	/** Where the shape comes from, in words for the map's credits. */
	source: string;
}

export type MapShape = Feature<AreaGeometry, MapShapeProperties>;

/** The shapes of the county's map, WGS84, the outline first. */
export type MapShapes = FeatureCollection<AreaGeometry, MapShapeProperties>;
