import { polygonsOf, geometryOf, type AreaGeometry } from '#domain/areas/geometry.ts';
import type { MapShape } from '#domain/areas/map-shapes.ts';
import { allDivisions } from './all-divisions.ts';
import { cityFileOf, listCityFiles, readCityFile, readCityOutline, type CityFeature } from './city-files.ts';
import { readDivisions, type Division } from './division-files.ts';
import { PACKAGE_SOURCE, stemOf } from './outline.ts';
import { simplifyShape } from './simplify.ts';

/** Degrees by which a border may be off: less than a pixel where the whole of its province fills a screen. */
const TOLERANCE = { county: 0.004, city: 0.01 };

const counties = new Map<string, Promise<CityFeature[]>>();
const outlines = new Map<string, Promise<CityFeature[]>>();

/**
 * Shapes of provinces, cities and counties anywhere in the country, for a map of statistics. What no file draws, such as
 * a development zone, is left out. Files are read one after the other, each once in the life of the thread.
 *
 * @param codes division codes of two, four and six digits
 */
export async function findAreaShapes(codes: readonly string[]): Promise<MapShape[]> {
	const shapes: MapShape[] = [];
	for (const code of codes) {
		const name = await nameOf(code);
		const geometry = name === null ? null : await geometryOfArea({ code, name });
		if (name === null || geometry === null) continue;
		const properties = { code, name, role: 'township' as const, schematic: false, source: PACKAGE_SOURCE };
		shapes.push({ type: 'Feature', properties, geometry });
	}
	return shapes;
}

async function geometryOfArea(area: Division): Promise<AreaGeometry | null> {
	if (area.code.length === 2) return provinceOf(area);
	const found = await fileOf(area);
	if (found === null) return null;
	if (area.code.length === 4) return joined(await outlineOf(found.file));
	const features = await countiesOf(found.file);
	const named = features.filter(({ name }) => stemOf(name) === stemOf(area.name));
	const own = named.find(({ code }) => code === area.code) ?? (named.length === 1 ? named[0] : undefined);
	return own?.geometry ?? null;
}

/** A province is drawn as its cities are: no file holds its own outline. */
async function provinceOf(province: Division): Promise<AreaGeometry | null> {
	for (const city of [...(await readDivisions('cities', province.code)), province]) {
		const found = await fileOf(city);
		if (found === null) continue;
		const { file, provincePrefix } = found;
		const files = provincePrefix ? (await listCityFiles()).filter((name) => name.startsWith(provincePrefix)) : [file];
		const features: CityFeature[] = [];
		for (const each of files) features.push(...(await outlineOf(each)));
		return joined(features);
	}
	return null;
}

async function fileOf(area: Division) {
	const [city, province] = [area.code.slice(0, 4), area.code.slice(0, 2)];
	const [cityName, provinceName] = [(await nameOf(city)) ?? '', (await nameOf(province)) ?? ''];
	return cityFileOf(area, { code: city, name: cityName }, { code: province, name: provinceName });
}

async function nameOf(code: string): Promise<string | null> {
	return (await allDivisions()).nameOf(code);
}

function joined(features: readonly CityFeature[]): AreaGeometry | null {
	return features.length === 0 ? null : geometryOf(features.flatMap(({ geometry }) => polygonsOf(geometry)));
}

function countiesOf(file: string): Promise<CityFeature[]> {
	return kept(counties, file, async () => simplified(await readCityFile(file), TOLERANCE.county));
}

function outlineOf(file: string): Promise<CityFeature[]> {
	return kept(outlines, file, async () => simplified(await readCityOutline(file), TOLERANCE.city));
}

function simplified(features: readonly CityFeature[], tolerance: number): CityFeature[] {
	return features.map((feature) => ({ ...feature, geometry: simplifyShape(feature.geometry, tolerance) }));
}

/** What is known, or else read; a reading that failed is tried again. */
function kept(
	known: Map<string, Promise<CityFeature[]>>,
	file: string,
	read: () => Promise<CityFeature[]>
): Promise<CityFeature[]> {
	const there = known.get(file);
	if (there) return there;
	const reading = read().catch((error: unknown) => {
		known.delete(file);
		throw error;
	});
	known.set(file, reading);
	return reading;
}
