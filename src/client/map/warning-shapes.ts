import type { FeatureCollection, Polygon } from 'geojson';
import { KM_PER_DEGREE } from '#domain/areas/geometry.ts';
import type { CapPoint, WarningInfo } from '#domain/warnings/warning.ts';

/** Shapes drawn over the townships. */
export type DrawnShapes = FeatureCollection<Polygon, Record<string, never>>;

export const NO_SHAPES: DrawnShapes = { type: 'FeatureCollection', features: [] };

/** Corners of a circle as it is drawn. */
const CORNERS = 64;

/** The polygons and circles that a warning's info blocks name, each once. */
export function warningShapes(infos: readonly Pick<WarningInfo, 'areas'>[]): DrawnShapes {
	const areas = infos.flatMap((info) => info.areas);
	const rings = areas.flatMap(({ polygons, circles }) => [
		...polygons,
		...circles.flatMap(({ centre, radiusKm }) => (radiusKm > 0 ? [circleRing(centre, radiusKm)] : []))
	]);
	const distinct = new Map(rings.map((ring) => [JSON.stringify(ring), ring]));
	return {
		type: 'FeatureCollection',
		features: [...distinct.values()].map((ring) => ({
			type: 'Feature',
			properties: {},
			geometry: { type: 'Polygon', coordinates: [ring] }
		}))
	};
}

/** A circle on the ground as a closed ring; near the poles, where it has no such form, it is cut off. */
export function circleRing([lng, lat]: CapPoint, radiusKm: number): CapPoint[] {
	const north = radiusKm / KM_PER_DEGREE;
	const east = north / Math.max(0.01, Math.cos((lat / 180) * Math.PI));
	const ring = Array.from({ length: CORNERS }, (_, corner): CapPoint => {
		const angle = (corner / CORNERS) * 2 * Math.PI;
		return [lng + east * Math.cos(angle), Math.max(-90, Math.min(90, lat + north * Math.sin(angle)))];
	});
	return [...ring, ring[0] ?? [lng, lat]];
}
