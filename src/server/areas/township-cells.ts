import { Delaunay } from 'd3-delaunay';
import { intersection, union, type Geom } from 'polyclip-ts';
import { type Position } from '#domain/areas/coordinates.ts';
import {
	areaInDegrees,
	boundsOf,
	containsPosition,
	geometryOf,
	polygonsOf,
	positionInside,
	ringArea,
	roundPosition,
	type AreaGeometry,
	type Ring
} from '#domain/areas/geometry.ts';
import type { Division } from './division-files.ts';
import { sampleInside, spreadOver } from './even-spread.ts';

/** A township's schematic place: a point and the cell around it. The cells of a county tile its outline. */
export interface TownshipCell {
	code: string;
	name: string;
	point: Position;
	geometry: AreaGeometry;
}

const SAMPLES_PER_TOWNSHIP = 150;
const SAMPLES_PER_VILLAGE = 12;
/** Square degrees (about 10 m²): slivers that rounding leaves between cells. */
const SLIVER = 1e-9;

const toGeom = (geometry: AreaGeometry): Geom => geometry.coordinates as unknown as Geom;

function fromGeom(polygons: readonly (readonly Ring[])[]): AreaGeometry | null {
	const kept = polygons
		.map((rings) =>
			rings
				.map((ring) => ring.map((position) => roundPosition(position)))
				.filter((ring) => ring.length >= 4 && Math.abs(ringArea(ring)) > SLIVER)
		)
		.filter((rings) => rings.length > 0);
	return kept.length === 0 ? null : geometryOf(kept);
}

/** An outline whose rings neither cross themselves nor overlap, so that it can be cut. */
export function cleanOutline(geometry: AreaGeometry): AreaGeometry {
	return fromGeom(union(toGeom(geometry))) ?? geometry;
}

/** Voronoi cells in degrees stretched so that distances are true around the county's middle. */
function voronoiCells(points: readonly Position[], outline: AreaGeometry): Ring[] {
	const [west, south, east, north] = boundsOf([outline]) as readonly [number, number, number, number];
	const shrink = Math.cos(((south + north) / 360) * Math.PI);
	const margin = Math.max(east - west, north - south);
	const voronoi = Delaunay.from(points.map(([lng, lat]): [number, number] => [lng * shrink, lat])).voronoi([
		(west - margin) * shrink,
		south - margin,
		(east + margin) * shrink,
		north + margin
	]);
	return points.map((_, index) =>
		(voronoi.cellPolygon(index) as [number, number][]).map(([x, y]): Position => [x / shrink, y])
	);
}

/**
 * Where the townships of a county are put. `known` are rough positions, the seat first; positions outside the outline
 * are ignored. Without them the seat's township (the first by code) is put on the seat and the others are spread
 * evenly, street offices (街道, the lowest codes) nearest to the seat.
 */
function placeTownships(
	townships: readonly Division[],
	samples: readonly Position[],
	outline: AreaGeometry,
	seat: Position | null,
	known: ReadonlyMap<string, Position>
): Position[] {
	const usable = (position: Position | null | undefined): position is Position =>
		position !== null && position !== undefined && containsPosition(outline, position);
	const located = townships.filter(({ code }) => usable(known.get(code)));
	const others = townships.filter(({ code }) => !located.some((each) => each.code === code));
	const center = usable(seat) ? seat : positionInside(outline);
	const start = located.length > 0 ? located.map(({ code }) => known.get(code) as Position) : [center];
	const placed =
		located.length > 0
			? spreadOver(samples, townships.length, { start, fixed: 1, rounds: 6, pull: 0.35 })
			: spreadOver(samples, townships.length, { start, fixed: 1 });
	const shrink = Math.cos((center[1] / 180) * Math.PI);
	const fromCenter = ([lng, lat]: Position) => Math.hypot((lng - center[0]) * shrink, lat - center[1]);
	const free = placed.slice(located.length).sort((a, b) => fromCenter(a) - fromCenter(b));
	const byCode = new Map<string, Position>();
	located.forEach(({ code }, index) => byCode.set(code, placed[index] as Position));
	others.forEach(({ code }, index) => byCode.set(code, free[index] as Position));
	return townships.map(({ code }) => byCode.get(code) as Position);
}

/** The outline without islets too small to be a township of their own; they join the nearest township's cell. */
function mainland(outline: AreaGeometry, townships: number): AreaGeometry {
	const smallest = areaInDegrees(outline) / townships / 3;
	const kept = polygonsOf(outline).filter((rings) => Math.abs(ringArea(rings[0] ?? [])) >= smallest);
	return kept.length === 0 ? outline : geometryOf(kept);
}

/**
 * Schematic township cells (示意): Voronoi cells of township points, clipped to the county's outline, rounded to about
 * a metre. The same input always gives the same cells. `outline` must be clean (see `cleanOutline`).
 */
export function buildTownshipCells(
	townships: readonly Division[],
	outline: AreaGeometry,
	seat: Position | null = null,
	known: ReadonlyMap<string, Position> = new Map()
): TownshipCell[] {
	if (townships.length === 0) return [];
	const samples = sampleInside(mainland(outline, townships.length), townships.length * SAMPLES_PER_TOWNSHIP);
	const points = placeTownships(townships, samples, outline, seat, known).map((point) => roundPosition(point));
	const cells = voronoiCells(points, outline);
	return townships.map(({ code, name }, index) => {
		const cell = geometryOf([[cells[index] as Ring]]);
		const clipped = fromGeom(intersection(toGeom(cell), toGeom(outline))) ?? cell;
		return { code, name, point: points[index] as Position, geometry: clipped };
	});
}

/** Points for a township's villages (示意), spread evenly over its cell, the first nearest to the township's point. */
export function placeVillages(villages: readonly Division[], cell: TownshipCell): Map<string, Position> {
	const samples = sampleInside(cell.geometry, villages.length * SAMPLES_PER_VILLAGE);
	const points = spreadOver(samples, villages.length, { rounds: 12 });
	const from = ([lng, lat]: Position) => Math.hypot(lng - cell.point[0], lat - cell.point[1]);
	points.sort((a, b) => from(a) - from(b));
	return new Map(villages.map(({ code }, index) => [code, roundPosition(points[index] ?? cell.point)]));
}
