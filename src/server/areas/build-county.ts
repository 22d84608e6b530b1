import type { Area } from '#domain/areas/area-code.ts';
import { positionInside, roundPosition } from '#domain/areas/geometry.ts';
import type { StoredShape } from '../repositories/areas.ts';
import { APPROXIMATE_TOWNSHIP_POINTS } from './known-points.ts';
import { loadCounty } from './load-county.ts';
import { loadOutline } from './outline.ts';
import { buildTownshipCells, cleanOutline, placeVillages } from './township-cells.ts';

/** Everything the map and the trees need of a county, ready to be stored. */
export interface CountyPlaces {
	/** Province, city, county, townships, villages, in that order; sorted by code within a level. */
	areas: Area[];
	/** The county's outline, a cell for each township, and the neighbouring counties. */
	shapes: StoredShape[];
}

const CELL_SOURCE = '按县界推算（示意） · derived within the outline';

/**
 * Builds a county's areas and shapes from the packages that carry the national division and the counties' outlines.
 * Deterministic; about one second.
 *
 * @throws ProblemError `unknownArea` when there is no such county.
 */
export async function buildCounty(code: string): Promise<CountyPlaces> {
	const divisions = await loadCounty(code);
	const { county, city, province, townships, villages } = divisions;
	const found = await loadOutline(divisions);
	const outline = cleanOutline(found.geometry);
	const cells = buildTownshipCells(townships, outline, found.seat, new Map(APPROXIMATE_TOWNSHIP_POINTS[code]));
	const center = roundPosition(found.seat ?? cells[0]?.point ?? positionInside(outline));

	const areas: Area[] = [
		{ ...province, parentCode: null, level: 'province', lng: null, lat: null, isSchematicPoint: true, sortOrder: 0 },
		{ ...city, parentCode: province.code, level: 'city', lng: null, lat: null, isSchematicPoint: true, sortOrder: 0 },
		{
			...county,
			parentCode: city.code,
			level: 'county',
			lng: center[0],
			lat: center[1],
			isSchematicPoint: found.seat === null,
			sortOrder: 0
		}
	];
	cells.forEach(({ code: own, name, point: [lng, lat] }, sortOrder) =>
		areas.push({
			code: own,
			parentCode: county.code,
			level: 'township',
			name,
			lng,
			lat,
			isSchematicPoint: true,
			sortOrder
		})
	);
	for (const cell of cells) {
		const own = villages.filter((village) => village.code.startsWith(cell.code));
		const points = placeVillages(own, cell);
		own.forEach(({ code: villageCode, name }, sortOrder) => {
			const [lng, lat] = points.get(villageCode) ?? cell.point;
			areas.push({
				code: villageCode,
				parentCode: cell.code,
				level: 'village',
				name,
				lng,
				lat,
				isSchematicPoint: true,
				sortOrder
			});
		});
	}
	const shapes: StoredShape[] = [
		{ code: county.code, geometry: outline, source: found.source, isSchematic: found.isSchematic },
		...cells.map((cell) => ({
			code: cell.code,
			geometry: cell.geometry,
			source: CELL_SOURCE,
			isSchematic: true
		})),
		...found.neighbours.map((neighbour) => ({
			code: neighbour.code,
			geometry: neighbour.geometry,
			source: found.source,
			isSchematic: false
		}))
	];
	return { areas, shapes };
}
