import type { CapPoint } from '#domain/warnings/warning.ts';
import { FileRefusal } from '../table.ts';

const NUMBER = /^[+-]?\d{1,3}(\.\d{1,20})?$/;

/** `26.77,112.11` (latitude first, as CAP has it) as a point with the longitude first. */
function readPoint(text: string): CapPoint | null {
	const [lat = '', lng = '', more] = text.split(',');
	if (more !== undefined || !NUMBER.test(lat) || !NUMBER.test(lng)) return null;
	const point: CapPoint = [Number(lng), Number(lat)];
	return Math.abs(point[0]) <= 180 && Math.abs(point[1]) <= 90 ? point : null;
}

/**
 * A polygon: at least four points, the last the same as the first.
 *
 * @throws FileRefusal when it is none
 */
export function readPolygon(text: string): CapPoint[] {
	const points = text.trim().split(/\s+/).map(readPoint);
	const ring = points.filter((point) => point !== null);
	const [first, last] = [ring[0], ring.at(-1)];
	if (ring.length < points.length || ring.length < 4 || first?.[0] !== last?.[0] || first?.[1] !== last?.[1])
		throw new FileRefusal(
			`多边形不合规范：应为至少 4 个“纬度,经度”，首尾相同（${text.slice(0, 40)}）`,
			`a polygon is not four or more “lat,lng” that end where they begin (${text.slice(0, 40)})`
		);
	return ring;
}

/**
 * A circle: `26.77,112.11 15`, its radius in kilometres.
 *
 * @throws FileRefusal when it is none
 */
export function readCircle(text: string): { centre: CapPoint; radiusKm: number } {
	const [place = '', radius = '', more] = text.trim().split(/\s+/);
	const centre = readPoint(place);
	if (!centre || more !== undefined || !/^\d{1,5}(\.\d{1,20})?$/.test(radius))
		throw new FileRefusal(
			`圆不合规范：应为“纬度,经度 半径千米”（${text.slice(0, 40)}）`,
			`a circle is not “lat,lng radius” (${text.slice(0, 40)})`
		);
	return { centre, radiusKm: Number(radius) };
}
