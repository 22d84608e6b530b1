import type { Position } from '../areas/coordinates.ts';
import { containsPosition, KM_PER_DEGREE, labelPosition, polygonsOf, type AreaGeometry } from '../areas/geometry.ts';
import type { CapPoint, Warning, WarningArea } from './warning.ts';

/** A township with its shape; null where the map has none: it is found by its code alone. */
export interface TownshipShape {
	code: string;
	geometry: AreaGeometry | null;
}

/** Positions of a township's border that are tried; with its middle they tell whether a warning touches it. */
const BORDER_SAMPLES = 24;
/** Corners of a warning's polygon that are looked for in a township. */
const CORNER_SAMPLES = 200;

/**
 * The townships of the county that a warning is for, by division codes and by its polygons and circles; the county
 * alone when it is all of it. Borders are schematic, so samples of them do. Empty: none of the county's, or the warning
 * names no place that is known.
 */
export function affectedTownships(
	{ infos }: Pick<Warning, 'infos'>,
	townships: readonly TownshipShape[],
	countyCode: string
): string[] {
	const areas = infos.flatMap((info) => info.areas);
	const codes = areas.flatMap(({ geocodes }) => geocodes.map(({ value }) => divisionOf(value)));
	if (codes.some((code) => code !== null && countyCode.startsWith(code))) return [countyCode];
	const touched = townships.filter(
		({ code, geometry }) =>
			codes.some((named) => named !== null && named.startsWith(code)) ||
			(geometry !== null && touches(areas, samplesOf(geometry), geometry))
	);
	if (touched.length > 0 && touched.length === townships.length) return [countyCode];
	return touched.map(({ code }) => code).sort();
}

/** A division code without the zeros that stand for “all of it”: `430426000000` → `430426`; null for other codes. */
export function divisionOf(value: string): string | null {
	const digits = value.trim();
	if (!/^[1-9]\d{5}(\d{3}){0,2}$/.test(digits)) return null;
	return [2, 4, 6, 9].reduce((short, length) => {
		const rest = digits.slice(length);
		return short === digits && /^0+$/.test(rest) ? digits.slice(0, length) : short;
	}, digits);
}

function samplesOf(geometry: AreaGeometry): Position[] {
	const borders = polygonsOf(geometry).flatMap(([outer = []]) => some(outer, BORDER_SAMPLES));
	return [labelPosition(geometry), ...borders];
}

function touches(areas: readonly WarningArea[], samples: readonly Position[], geometry: AreaGeometry): boolean {
	return areas.some(
		({ polygons, circles }) =>
			polygons.some((ring) => polygonTouches(ring, samples, geometry)) ||
			circles.some(
				({ centre, radiusKm }) =>
					containsPosition(geometry, centre) || samples.some((sample) => kmBetween(sample, centre) <= radiusKm)
			)
	);
}

function polygonTouches(ring: readonly CapPoint[], samples: readonly Position[], geometry: AreaGeometry): boolean {
	const polygon: AreaGeometry = { type: 'Polygon', coordinates: [[...ring]] };
	return (
		samples.some((sample) => containsPosition(polygon, sample)) ||
		some(ring, CORNER_SAMPLES).some((corner) => containsPosition(geometry, corner))
	);
}

/** At most so many of the positions, evenly. */
function some<T>(all: readonly T[], most: number): T[] {
	const step = Math.max(1, Math.ceil(all.length / most));
	return all.filter((_, index) => index % step === 0);
}

function kmBetween([lngA, latA]: Position, [lngB, latB]: Position): number {
	const middle = ((latA + latB) / 2 / 180) * Math.PI;
	return KM_PER_DEGREE * Math.hypot(latA - latB, (lngA - lngB) * Math.cos(middle));
}
