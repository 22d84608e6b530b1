import type pg from 'pg';
import type { Area, CountyArea } from '#domain/areas/area-code.ts';
import type { MapShape, MapShapeRole, MapShapes } from '#domain/areas/map-shapes.ts';
import type { AreaGeometry } from '#domain/areas/geometry.ts';
import type { NoticePlace } from '#domain/warnings/decide-notice.ts';
import type { Database, Tx } from '../db/database.ts';

const BEGINS_LATE = { maxWait: 60_000 };

/** A shape as it is stored: WGS84 geometry of an area, or of a county next to it. */
export interface StoredShape {
	code: string;
	geometry: AreaGeometry;
	/** Where it comes from, in words for the map's credits. */
	source: string;
	isSchematic: boolean;
}

/** The shapes of the map with the version that goes up when a county loads its own. */
export interface VersionedShapes {
	version: number;
	shapes: MapShapes;
}

/** The name of a stored area; null when it is not there. */
export async function findAreaName(pool: pg.Pool, code: string): Promise<string | null> {
	const { rows } = await pool.query<{ name: string }>('SELECT name FROM area WHERE code = $1', [code]);
	return rows[0]?.name ?? null;
}

/**
 * Stores a county's areas and shapes in one transaction. What is there already is left as it is, so two servers that
 * start together do no harm and shapes a county has loaded are kept. Building them keeps a slow machine busy for
 * seconds, another server's included: the transaction may begin late.
 */
export async function storeCounty(db: Database, areas: readonly Area[], shapes: readonly StoredShape[]): Promise<void> {
	await db.prisma.$transaction(async (tx) => {
		await tx.$executeRaw`
			INSERT INTO area (code, parent_code, level, name, lng, lat, is_schematic_point, sort_order)
			SELECT * FROM json_to_recordset(${JSON.stringify(areas)}::json) AS a ("code" text, "parentCode" text,
				"level" text, "name" text, "lng" float8, "lat" float8, "isSchematicPoint" bool, "sortOrder" int)
			ON CONFLICT (code) DO NOTHING`;
		await tx.$executeRaw`
			INSERT INTO area_shape (code, geometry, source, is_schematic)
			SELECT * FROM json_to_recordset(${JSON.stringify(shapes)}::json) AS s ("code" text, "geometry" jsonb,
				"source" text, "isSchematic" bool)
			ON CONFLICT (code) DO NOTHING`;
	}, BEGINS_LATE);
}

/** The areas within `areaCode` and those above it, from the top down, in their order within a parent. */
export async function findAreas(pool: pg.Pool, areaCode: string): Promise<Area[]> {
	const { rows } = await pool.query<Area>({
		name: 'areas',
		text: `SELECT code, parent_code AS "parentCode", level, name, lng, lat, is_schematic_point AS "isSchematicPoint",
				sort_order AS "sortOrder"
			FROM area WHERE code LIKE $1 || '%' OR $1 LIKE code || '%'
			ORDER BY length(code), parent_code, sort_order`,
		values: [areaCode]
	});
	return rows;
}

/** The county with its townships and villages, from the top down, in their order within a parent. */
export async function findCountyAreas(pool: pg.Pool, countyCode: string): Promise<CountyArea[]> {
	const { rows } = await pool.query<CountyArea>({
		name: 'county-areas',
		text: `SELECT code, parent_code AS "parentCode", name FROM area WHERE code LIKE $1 || '%'
			ORDER BY length(code), parent_code, sort_order`,
		values: [countyCode]
	});
	return rows;
}

/** The codes and names of a county and everything in it: what a map file is held against. */
export async function findKnownAreas(tx: Tx, countyCode: string): Promise<Map<string, { name: string }>> {
	const rows = await tx.area.findMany({
		where: { code: { startsWith: countyCode } },
		select: { code: true, name: true },
		orderBy: { code: 'asc' }
	});
	return new Map(rows.map(({ code, name }) => [code, { name }]));
}

function roleOf(code: string, countyCode: string): MapShapeRole {
	if (code === countyCode) return 'outline';
	if (!code.startsWith(countyCode)) return 'neighbour';
	return code.length > 9 ? 'village' : 'township';
}

/**
 * The shapes an account's map shows: its own area with all below, what lies above it, and the neighbouring counties;
 * the outline first. `neighbourNames` has the names of counties that are not this county's areas.
 */
export async function findMapShapes(
	pool: pg.Pool,
	countyCode: string,
	areaCode: string,
	neighbourNames: ReadonlyMap<string, string>
): Promise<VersionedShapes> {
	const { rows } = await pool.query<StoredShape & { name: string | null; version: number }>({
		name: 'map-shapes',
		text: `SELECT s.code, s.geometry, s.source, s.is_schematic AS "isSchematic", s.version, a.name
			FROM area_shape s LEFT JOIN area a ON a.code = s.code
			WHERE s.code LIKE $2 || '%' OR $2 LIKE s.code || '%' OR s.code NOT LIKE $1 || '%'
			ORDER BY s.code = $1 DESC, s.code`,
		values: [countyCode, areaCode]
	});
	const features = rows.map(({ code, geometry, source, isSchematic, name }): MapShape => ({
		type: 'Feature',
		properties: {
			code,
			name: name ?? neighbourNames.get(code) ?? '',
			role: roleOf(code, countyCode),
			schematic: isSchematic,
			source
		},
		geometry
	}));
	return {
		version: await shapesVersion(pool),
		shapes: { type: 'FeatureCollection', features }
	};
}

/** The version of the county's map: that of its newest shape. */
async function shapesVersion(pool: pg.Pool): Promise<number> {
	const { rows } = await pool.query<{ version: number }>('SELECT COALESCE(max(version), 0) AS version FROM area_shape');
	return rows[0]?.version ?? 0;
}

/** The present version, with all shapes locked against another load until the transaction ends. */
export async function lockShapes(
	tx: Tx,
	countyCode: string
): Promise<{ version: number; outline: AreaGeometry | null }> {
	const rows = await tx.$queryRaw<{ code: string; version: number; outline: AreaGeometry | null }[]>`
		SELECT code, version, CASE WHEN code = ${countyCode} THEN geometry END AS outline
		FROM area_shape ORDER BY code FOR UPDATE`;
	return {
		version: Math.max(0, ...rows.map(({ version }) => version)),
		outline: rows.find(({ code }) => code === countyCode)?.outline ?? null
	};
}

/** Puts a county's own shapes in place of the present ones of the same codes, all with the new version. */
export async function replaceShapes(tx: Tx, shapes: readonly StoredShape[], version: number): Promise<void> {
	await tx.$executeRaw`
		INSERT INTO area_shape (code, geometry, source, is_schematic, version, updated_at)
		SELECT *, ${version}::int, now() FROM json_to_recordset(${JSON.stringify(shapes)}::json) AS s ("code" text,
			"geometry" jsonb, "source" text, "isSchematic" bool)
		ON CONFLICT (code) DO UPDATE SET geometry = excluded.geometry, source = excluded.source,
			is_schematic = excluded.is_schematic, version = excluded.version, updated_at = excluded.updated_at`;
}

/** Areas with their names and shapes, in the order of the codes; the shape is null where the map has none. */
export async function findNoticePlaces(tx: Tx, codes: readonly string[]): Promise<NoticePlace[]> {
	return tx.$queryRaw<NoticePlace[]>`
		SELECT a.code, a.name, s.geometry, COALESCE(s.is_schematic, false) AS "isSchematic"
		FROM unnest(${codes}::text[]) WITH ORDINALITY AS wanted (code, place)
		JOIN area a ON a.code = wanted.code LEFT JOIN area_shape s ON s.code = a.code
		ORDER BY wanted.place`;
}
