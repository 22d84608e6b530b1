import type { MultiPolygon, Polygon } from 'geojson';
import type { Bounds, Position } from './coordinates.ts';

/** The shape of an area: what GeoJSON calls Polygon or MultiPolygon, WGS84. */
export type AreaGeometry = Polygon | MultiPolygon;
/** A closed ring: the last position repeats the first. */
export type Ring = readonly Position[];

/** Kilometres of one degree of latitude (mean radius 6,371.0088 km). */
export const KM_PER_DEGREE = 111.195;

/** The polygons of a shape, each as its rings: the outer one, then its holes. */
export function polygonsOf(geometry: AreaGeometry): Ring[][] {
	return (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as unknown as Ring[][];
}

/** A shape from polygons: a Polygon when there is one, otherwise a MultiPolygon. */
export function geometryOf(polygons: readonly (readonly Ring[])[]): AreaGeometry {
	const coordinates = polygons.map((rings) => rings.map((ring) => ring.map(([lng, lat]) => [lng, lat])));
	return coordinates.length === 1
		? { type: 'Polygon', coordinates: coordinates[0] as number[][][] }
		: { type: 'MultiPolygon', coordinates };
}

/** Rounds degrees; five decimals are about a metre. */
export function roundPosition([lng, lat]: Position, decimals = 5): Position {
	const factor = 10 ** decimals;
	return [Math.round(lng * factor) / factor, Math.round(lat * factor) / factor];
}

/** The smallest box around shapes; null when there is no position at all. */
export function boundsOf(geometries: Iterable<AreaGeometry>): Bounds | null {
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const geometry of geometries)
		for (const rings of polygonsOf(geometry))
			for (const [lng, lat] of rings[0] ?? []) {
				if (lng < west) west = lng;
				if (lng > east) east = lng;
				if (lat < south) south = lat;
				if (lat > north) north = lat;
			}
	return west <= east ? [west, south, east, north] : null;
}

/** Signed area of a ring in square degrees: positive when it runs counter-clockwise. */
export function ringArea(ring: Ring): number {
	let sum = 0;
	const origin = ring[0];
	if (origin === undefined) return 0;
	for (let i = 0; i < ring.length - 1; i += 1) {
		const [x1, y1] = ring[i] as Position;
		const [x2, y2] = ring[i + 1] as Position;
		sum += (x1 - origin[0]) * (y2 - origin[1]) - (x2 - origin[0]) * (y1 - origin[1]);
	}
	return sum / 2;
}

/** Area of a shape in square degrees, holes taken off. Enough to compare shapes of one county. */
export function areaInDegrees(geometry: AreaGeometry): number {
	let sum = 0;
	for (const rings of polygonsOf(geometry))
		rings.forEach((ring, index) => (sum += (index === 0 ? 1 : -1) * Math.abs(ringArea(ring))));
	return sum;
}

/** Area of a shape in km², good to about one per cent at the size of a county. */
export function areaInKm2(geometry: AreaGeometry): number {
	const bounds = boundsOf([geometry]);
	if (bounds === null) return 0;
	const middle = ((bounds[1] + bounds[3]) / 2 / 180) * Math.PI;
	return areaInDegrees(geometry) * KM_PER_DEGREE ** 2 * Math.cos(middle);
}

function ringContains(ring: Ring, [lng, lat]: Position): boolean {
	let inside = false;
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
		const [x1, y1] = ring[i] as Position;
		const [x2, y2] = ring[j] as Position;
		if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
	}
	return inside;
}

/** Whether a position lies inside a shape (even-odd rule, holes are outside; the border itself is undecided). */
export function containsPosition(geometry: AreaGeometry, position: Position): boolean {
	return polygonsOf(geometry).some((rings) => rings.filter((ring) => ringContains(ring, position)).length % 2 === 1);
}

function largestPolygon(geometry: AreaGeometry): Ring[] {
	const size = (rings: readonly Ring[]) => Math.abs(ringArea(rings[0] ?? []));
	return polygonsOf(geometry).reduce((largest, rings) => (size(rings) > size(largest) ? rings : largest));
}

/** A position surely inside a shape: the middle of the widest stretch of its largest polygon, half-way up. */
export function positionInside(geometry: AreaGeometry): Position {
	const largest = largestPolygon(geometry);
	const lats = (largest[0] as Ring).map(([, lat]) => lat);
	const [low, high] = [Math.min(...lats), Math.max(...lats)];
	// Slightly off the middle, so that the scan line meets no vertex of a symmetric shape.
	const lat = low + (high - low) * 0.500_37;
	const crossings = largest
		.flatMap((ring) =>
			ring.slice(1).flatMap(([x2, y2], index) => {
				const [x1, y1] = ring[index] as Position;
				return y1 > lat !== y2 > lat ? [x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)] : [];
			})
		)
		.sort((a, b) => a - b);
	let best: Position = [crossings[0] ?? largest[0]?.[0]?.[0] ?? 0, lat];
	let width = -1;
	for (let i = 0; i + 1 < crossings.length; i += 2) {
		const [from, to] = [crossings[i] as number, crossings[i + 1] as number];
		if (to - from > width) [width, best] = [to - from, [(from + to) / 2, lat]];
	}
	return best;
}

/** Where a shape's label goes: the centroid of its largest polygon when that lies inside, else some position inside. */
export function labelPosition(geometry: AreaGeometry): Position {
	const ring = largestPolygon(geometry)[0] ?? [];
	const [originLng, originLat] = ring[0] ?? [0, 0];
	let [sum, lng, lat] = [0, 0, 0];
	for (let i = 0; i + 1 < ring.length; i += 1) {
		const [x1, y1] = [(ring[i] as Position)[0] - originLng, (ring[i] as Position)[1] - originLat];
		const [x2, y2] = [(ring[i + 1] as Position)[0] - originLng, (ring[i + 1] as Position)[1] - originLat];
		const cross = x1 * y2 - x2 * y1;
		sum += cross;
		lng += (x1 + x2) * cross;
		lat += (y1 + y2) * cross;
	}
	const centroid: Position = [originLng + lng / (3 * sum), originLat + lat / (3 * sum)];
	return containsPosition(geometry, centroid) ? centroid : positionInside(geometry);
}
