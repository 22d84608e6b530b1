import type { Position } from '#domain/areas/coordinates.ts';
import { boundsOf, containsPosition, type AreaGeometry } from '#domain/areas/geometry.ts';

/**
 * Points spread evenly over a shape, by Lloyd's relaxation: each point moves to the middle of what is nearest to it,
 * again and again. Nothing here is random, so the same shape always gets the same points.
 */

const MAX_SAMPLES = 40_000;

/** A grid of positions inside a shape, roughly `wanted` of them; more when the shape is so thin that fewer fit. */
export function sampleInside(geometry: AreaGeometry, wanted: number): Position[] {
	const bounds = boundsOf([geometry]);
	if (bounds === null) return [];
	const [west, south, east, north] = bounds;
	const shrink = Math.cos(((south + north) / 360) * Math.PI);
	const boxCells = wanted * 4;
	let step = Math.sqrt(((east - west) * shrink * (north - south)) / boxCells);
	let samples: Position[] = [];
	for (let round = 0; round < 8 && step > 0; round += 1) {
		samples = [];
		const columnStep = step / shrink;
		for (let row = 0, lat = south + step / 2; lat < north; row += 1, lat += step)
			for (let lng = west + columnStep * (row % 2 === 0 ? 0.25 : 0.75); lng < east; lng += columnStep)
				if (containsPosition(geometry, [lng, lat])) samples.push([lng, lat]);
		if (samples.length >= wanted || samples.length > MAX_SAMPLES) break;
		step *= Math.max(0.5, Math.min(0.9, Math.sqrt(samples.length / wanted)));
	}
	return samples;
}

function nearestIndex(points: readonly Position[], [lng, lat]: Position, shrink: number): number {
	let best = 0;
	let distance = Infinity;
	points.forEach((point, index) => {
		const away = ((point[0] - lng) * shrink) ** 2 + (point[1] - lat) ** 2;
		if (away < distance) [distance, best] = [away, index];
	});
	return best;
}

export interface Seeds {
	/** Points to start from; missing ones are put as far from all others as they can be. */
	start?: readonly Position[];
	/** How many of the first `start` points stay where they are. */
	fixed?: number;
	/** Rounds of relaxation. */
	rounds?: number;
	/** Share of the way each point moves in a round: below 1 keeps more of the start. */
	pull?: number;
}

/** Spreads `count` points over samples of a shape. Each point ends on a sample, so it lies inside the shape. */
export function spreadOver(samples: readonly Position[], count: number, seeds: Seeds = {}): Position[] {
	const { fixed = 0, rounds = 30, pull = 1 } = seeds;
	const first = samples[0];
	if (first === undefined || count <= 0) return [];
	const shrink = Math.cos((first[1] / 180) * Math.PI);
	const points: Position[] = (seeds.start ?? []).slice(0, count);
	if (points.length === 0) points.push(first);
	const away = samples.map(() => Infinity);
	const take = (point: Position): void =>
		samples.forEach(([lng, lat], index) => {
			const distance = ((lng - point[0]) * shrink) ** 2 + (lat - point[1]) ** 2;
			if (distance < (away[index] as number)) away[index] = distance;
		});
	points.forEach(take);
	while (points.length < count) {
		let farthest = 0;
		away.forEach((distance, index) => {
			if (distance > (away[farthest] as number)) farthest = index;
		});
		points.push(samples[farthest] as Position);
		take(samples[farthest] as Position);
	}
	for (let round = 0; round < rounds; round += 1) {
		const sums = points.map(() => [0, 0, 0] as [number, number, number]);
		for (const sample of samples) {
			const sum = sums[nearestIndex(points, sample, shrink)] as [number, number, number];
			sum[0] += sample[0];
			sum[1] += sample[1];
			sum[2] += 1;
		}
		sums.forEach(([lng, lat, size], index) => {
			const point = points[index] as Position;
			if (index < fixed || size === 0) return;
			points[index] = [point[0] + (lng / size - point[0]) * pull, point[1] + (lat / size - point[1]) * pull];
		});
	}
	const free = new Set(samples.keys());
	return points.map((point, index) => {
		if (index < fixed) return point;
		let best = -1;
		let distance = Infinity;
		for (const candidate of free) {
			const [lng, lat] = samples[candidate] as Position;
			const off = ((lng - point[0]) * shrink) ** 2 + (lat - point[1]) ** 2;
			if (off < distance) [distance, best] = [off, candidate];
		}
		if (best < 0) return point;
		free.delete(best);
		return samples[best] as Position;
	});
}
