import { z } from 'zod';

/**
 * Coordinates are WGS84 degrees, longitude first, which CGCS2000 equals within centimetres. GCJ-02 (the shifted
 * datum of Chinese web maps) only appears at the border: whoever reads such a layer converts it here and says so.
 */
export type Position = readonly [lng: number, lat: number];

/** West, south, east, north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Where China's land and islands lie, with some margin: a point of a county outside is a mistake. */
export const CHINA_BOUNDS: Bounds = [73, 3, 136, 54];

/** A point on the map: WGS84 degrees within China. */
export const MapPoint = z.object({
	lng: z.number().min(CHINA_BOUNDS[0]).max(CHINA_BOUNDS[2]),
	lat: z.number().min(CHINA_BOUNDS[1]).max(CHINA_BOUNDS[3])
});
export type MapPoint = z.infer<typeof MapPoint>;

/** Whether two numbers are a longitude and a latitude in degrees at all. */
export function isWgs84(lng: number, lat: number): boolean {
	return Number.isFinite(lng) && Number.isFinite(lat) && Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
}

/** Whether a position lies within bounds widened by `margin` degrees. */
export function isWithinBounds([lng, lat]: Position, bounds: Bounds, margin = 0): boolean {
	return (
		lng >= bounds[0] - margin && lat >= bounds[1] - margin && lng <= bounds[2] + margin && lat <= bounds[3] + margin
	);
}

// Krasovsky 1940, the ellipsoid of the published GCJ-02 formula.
const SEMI_MAJOR = 6_378_245;
const ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943;

function wave(value: number, ...terms: readonly (readonly [amplitude: number, divisor: number])[]): number {
	return terms.reduce((sum, [amplitude, divisor]) => sum + amplitude * Math.sin((value / divisor) * Math.PI), 0);
}

/** The shift GCJ-02 adds at a WGS84 position, in degrees. */
function gcj02Shift([lng, lat]: Position): Position {
	const x = lng - 105;
	const y = lat - 35;
	const shared = wave(x, [20, 1 / 6], [20, 1 / 2]);
	const root = Math.sqrt(Math.abs(x));
	const north =
		-100 +
		2 * x +
		3 * y +
		0.2 * y * y +
		0.1 * x * y +
		0.2 * root +
		((shared + wave(y, [20, 1], [40, 3], [160, 12], [320, 30])) * 2) / 3;
	const east =
		300 +
		x +
		2 * y +
		0.1 * x * x +
		0.1 * x * y +
		0.1 * root +
		((shared + wave(x, [20, 1], [40, 3], [150, 12], [300, 30])) * 2) / 3;
	const radians = (lat / 180) * Math.PI;
	const curvature = 1 - ECCENTRICITY_SQUARED * Math.sin(radians) ** 2;
	const root2 = Math.sqrt(curvature);
	return [
		(east * 180) / ((SEMI_MAJOR / root2) * Math.cos(radians) * Math.PI),
		(north * 180) / (((SEMI_MAJOR * (1 - ECCENTRICITY_SQUARED)) / (curvature * root2)) * Math.PI)
	];
}

/** WGS84 → GCJ-02. Outside China both are the same and the position is returned unchanged. */
export function wgs84ToGcj02(position: Position): Position {
	if (!isWithinBounds(position, CHINA_BOUNDS)) return position;
	const [east, north] = gcj02Shift(position);
	return [position[0] + east, position[1] + north];
}

/**
 * GCJ-02 → WGS84. The formula has no closed inverse: the shift is taken again at the improved position until it
 * moves less than 1e-9° (a tenth of a millimetre), which takes a handful of rounds.
 */
export function gcj02ToWgs84(position: Position): Position {
	if (!isWithinBounds(position, CHINA_BOUNDS)) return position;
	let [lng, lat] = position;
	for (let round = 0; round < 30; round += 1) {
		const [east, north] = gcj02Shift([lng, lat]);
		const nextLng = position[0] - east;
		const nextLat = position[1] - north;
		const moved = Math.abs(nextLng - lng) + Math.abs(nextLat - lat);
		lng = nextLng;
		lat = nextLat;
		if (moved < 1e-9) break;
	}
	return [lng, lat];
}
