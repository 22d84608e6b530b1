import { gcj02ToWgs84, isWithinBounds, type Bounds, type Position } from './coordinates.ts';
import { geometryOf, ringArea, roundPosition, type AreaGeometry, type Ring } from './geometry.ts';
import { shapeIssue, type ShapeIssue, type ShapeProblemCode } from './shape-problems.ts';

/** Positions a loaded map file may have altogether; a county drawn to ten metres has well under 100,000. */
export const MAX_SHAPE_POSITIONS = 300_000;
/** Degrees (about 50 km) a position may lie outside the county's known bounds. */
export const PLAUSIBLE_MARGIN = 0.5;

/** What the file is held against: the county's areas by code, and where the county lies. */
export interface KnownCounty {
	areas: ReadonlyMap<string, { name: string }>;
	bounds: Bounds;
}

export interface LoadedShape {
	code: string;
	name: string;
	geometry: AreaGeometry;
}

export interface ShapeReport {
	/** The features that are sound, WGS84, rounded to six decimals (about 0.1 m). */
	shapes: LoadedShape[];
	/** What must be mended; empty when the file can be taken as a whole. */
	errors: ShapeIssue[];
	/** What was done to the file, such as a conversion. */
	notes: ShapeIssue[];
	unknownCodes: string[];
	duplicateCodes: string[];
	/** Townships of the county that the file does not draw; they keep their present shape. */
	missingCodes: string[];
}

type Datum = { kind: 'wgs84' } | { kind: 'gcj02' } | { kind: 'unsupported'; crs: string };
type Finding = [problem: ShapeProblemCode, params?: Record<string, string | number>];

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The datum a GeoJSON's CRS member names. Without one it is WGS84 (RFC 7946). CGCS2000 counts as WGS84. */
function datumOf(collection: Record<string, unknown>): Datum {
	const { crs } = collection;
	if (crs === undefined || crs === null) return { kind: 'wgs84' };
	const name = isRecord(crs) && isRecord(crs.properties) ? crs.properties.name : crs;
	const text = typeof name === 'string' ? name.slice(0, 100) : 'unnamed';
	if (/gcj-?_?\s?0?2|火星/i.test(text)) return { kind: 'gcj02' };
	if (/CRS:?84|EPSG:{1,2}(4326|4490)$|^(WGS[-_ ]?84|CGCS[-_ ]?2000)$/i.test(text)) return { kind: 'wgs84' };
	return { kind: 'unsupported', crs: text };
}

function textOf(value: unknown): string | null {
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 60) : null;
}

/** The polygons of a geometry as plain number pairs, or what is wrong with their structure. */
function readPolygons(geometry: unknown): Position[][][] | Finding {
	const type = isRecord(geometry) ? textOf(geometry.type) : null;
	if (!isRecord(geometry) || (type !== 'Polygon' && type !== 'MultiPolygon'))
		return ['notPolygon', { type: type ?? '—' }];
	const polygons: unknown = type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
	if (!Array.isArray(polygons) || polygons.length === 0) return ['malformedCoordinates'];
	const read: Position[][][] = [];
	for (const polygon of polygons) {
		if (!Array.isArray(polygon) || polygon.length === 0) return ['malformedCoordinates'];
		const rings: Position[][] = [];
		for (const ring of polygon) {
			if (!Array.isArray(ring)) return ['malformedCoordinates'];
			const positions: Position[] = [];
			for (const position of ring) {
				if (!Array.isArray(position) || !Number.isFinite(position[0]) || !Number.isFinite(position[1]))
					return ['malformedCoordinates'];
				positions.push([position[0] as number, position[1] as number]);
			}
			rings.push(positions);
		}
		read.push(rings);
	}
	return read;
}

const isFinding = (value: Position[][][] | Finding): value is Finding => typeof value[0] === 'string';

function checkRing(ring: Ring, number: number): Finding | null {
	if (ring.length < 4) return ['ringTooShort', { ring: number, count: ring.length }];
	const first = ring[0] as Position;
	const last = ring.at(-1) as Position;
	if (first[0] !== last[0] || first[1] !== last[1]) return ['ringNotClosed', { ring: number }];
	if (Math.abs(ringArea(ring)) < 1e-12) return ['ringWithoutArea', { ring: number }];
	return null;
}

function checkPlace(ring: Ring, bounds: Bounds): Finding | null {
	for (const [lng, lat] of ring) {
		const shown = { lng: Number(lng.toFixed(4)), lat: Number(lat.toFixed(4)) };
		if (isWithinBounds([lng, lat], bounds, PLAUSIBLE_MARGIN)) continue;
		if (Math.abs(lng) > 360 || Math.abs(lat) > 360) return ['projected', shown];
		return [isWithinBounds([lat, lng], bounds, PLAUSIBLE_MARGIN) ? 'swapped' : 'tooFar', shown];
	}
	return null;
}

/** The code a feature carries, in its properties or as its id; else the code its name alone stands for. */
function codeOf(feature: Record<string, unknown>, name: string | null, byName: ReadonlyMap<string, string | null>) {
	const properties = isRecord(feature.properties) ? feature.properties : {};
	const given = textOf(properties.code) ?? textOf(properties.adcode) ?? textOf(feature.id);
	return given ?? (name === null ? null : (byName.get(name) ?? null));
}

/** Codes by name, null where two areas share the name. */
function codesByName(areas: KnownCounty['areas']): Map<string, string | null> {
	const byName = new Map<string, string | null>();
	for (const [code, { name }] of areas) if (code.length <= 9) byName.set(name, byName.has(name) ? null : code);
	return byName;
}

/** Positions of all features, however malformed; looks no deeper than a MultiPolygon nests. */
function countPositions(features: readonly unknown[]): number {
	const count = (value: unknown, depth: number): number => {
		if (!Array.isArray(value) || depth > 4) return 0;
		if (typeof value[0] === 'number') return 1;
		return value.reduce<number>((sum, each) => sum + count(each, depth + 1), 0);
	};
	return features.reduce<number>(
		(sum, each) => sum + (isRecord(each) && isRecord(each.geometry) ? count(each.geometry.coordinates, 1) : 0),
		0
	);
}

/**
 * Checks a county's own GeoJSON before it replaces the built-in shapes: a FeatureCollection of (Multi)Polygons, each
 * with the code (or the unambiguous name) of an area of this county, rings closed, WGS84 degrees near the county. A
 * layer whose CRS member names GCJ-02 is converted, and `notes` says so. Never throws; each finding names its feature
 * and what to do.
 */
export function validateAreaShapes(input: unknown, county: KnownCounty): ShapeReport {
	const report: ShapeReport = {
		shapes: [],
		errors: [],
		notes: [],
		unknownCodes: [],
		duplicateCodes: [],
		missingCodes: []
	};
	const refuse = (issue: ShapeIssue): ShapeReport => ({ ...report, errors: [issue] });
	if (!isRecord(input) || input.type !== 'FeatureCollection' || !Array.isArray(input.features))
		return refuse(shapeIssue('notCollection'));
	const features: readonly unknown[] = input.features;
	if (features.length === 0) return refuse(shapeIssue('empty'));
	if (countPositions(features) > MAX_SHAPE_POSITIONS)
		return refuse(shapeIssue('tooDetailed', null, { limit: MAX_SHAPE_POSITIONS }));
	const datum = datumOf(input);
	if (datum.kind === 'unsupported') return refuse(shapeIssue('unsupportedCrs', null, { crs: datum.crs }));
	if (datum.kind === 'gcj02') report.notes.push(shapeIssue('converted'));

	const byName = codesByName(county.areas);
	const firstOf = new Map<string, number>();
	features.forEach((feature, index) => {
		if (!isRecord(feature) || feature.type !== 'Feature') {
			report.errors.push(shapeIssue('notFeature', { index, name: null }));
			return;
		}
		const name = isRecord(feature.properties) ? textOf(feature.properties.name) : null;
		const complain = ([problem, params]: Finding) => report.errors.push(shapeIssue(problem, { index, name }, params));

		const code = codeOf(feature, name, byName);
		const known = code === null ? undefined : county.areas.get(code);
		if (code === null) complain(['noCode']);
		else if (known === undefined) {
			report.unknownCodes.push(code);
			complain(['unknownCode', { code }]);
		} else if (firstOf.has(code)) {
			report.duplicateCodes.push(code);
			complain(['duplicateCode', { code, first: (firstOf.get(code) as number) + 1 }]);
		} else firstOf.set(code, index);

		const polygons = readPolygons(feature.geometry);
		if (isFinding(polygons)) {
			complain(polygons);
			return;
		}
		const rings = polygons.flat();
		const findings = rings
			.map((ring, number) => checkRing(ring, number + 1) ?? checkPlace(ring, county.bounds))
			.filter((finding) => finding !== null);
		findings.forEach(complain);
		if (findings.length > 0 || code === null || known === undefined || firstOf.get(code) !== index) return;
		const convert = (position: Position): Position =>
			roundPosition(datum.kind === 'gcj02' ? gcj02ToWgs84(position) : position, 6);
		const geometry = geometryOf(polygons.map((each) => each.map((ring) => ring.map(convert))));
		report.shapes.push({ code, name: known.name, geometry });
	});
	report.missingCodes = [...county.areas.keys()].filter((code) => code.length === 9 && !firstOf.has(code));
	return report;
}
