import type { Position } from '#domain/areas/coordinates.ts';
import { geometryOf, polygonsOf, type AreaGeometry, type Ring } from '#domain/areas/geometry.ts';

function distanceToSegment([x, y]: Position, [x1, y1]: Position, [x2, y2]: Position): number {
	const [dx, dy] = [x2 - x1, y2 - y1];
	const length = dx * dx + dy * dy;
	const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
	return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

/** Douglas–Peucker over a closed ring, without recursion so that long coasts are no danger. */
function simplifyRing(ring: Ring, tolerance: number): Ring {
	const last = ring.length - 1;
	const half = ring.length >> 1;
	const kept = new Set([0, half, last]);
	const spans: [number, number][] = [
		[0, half],
		[half, last]
	];
	for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
		const [from, to] = span;
		let [farthest, distance] = [-1, tolerance];
		for (let i = from + 1; i < to; i += 1) {
			const away = distanceToSegment(ring[i] as Position, ring[from] as Position, ring[to] as Position);
			if (away > distance) [farthest, distance] = [i, away];
		}
		if (farthest < 0) continue;
		kept.add(farthest);
		spans.push([from, farthest], [farthest, to]);
	}
	return ring.filter((_, index) => kept.has(index));
}

/** A shape with fewer positions, none moved further than `tolerance` degrees. Rings that vanish are dropped. */
export function simplifyShape(geometry: AreaGeometry, tolerance: number): AreaGeometry {
	const polygons = polygonsOf(geometry)
		.map((rings) => rings.map((ring) => simplifyRing(ring, tolerance)).filter((ring) => ring.length >= 4))
		.filter((rings) => rings.length > 0);
	return polygons.length === 0 ? geometry : geometryOf(polygons);
}
