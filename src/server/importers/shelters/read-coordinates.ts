import type { Area } from '#domain/areas/area-code.ts';
import { CHINA_BOUNDS, gcj02ToWgs84, isWithinBounds } from '#domain/areas/coordinates.ts';
import { containsPosition, roundPosition, type AreaGeometry } from '#domain/areas/geometry.ts';

/** Words of a datum as people write it. */
const DATUMS: Readonly<Record<string, 'wgs84' | 'gcj02'>> = {
	wgs84: 'wgs84',
	cgcs2000: 'wgs84',
	gcj02: 'gcj02'
};

interface Note {
	column: 'lng' | 'lat' | 'datum';
	zh: string;
	en: string;
}

/** The point of a row, or none with its error; and what to look at. */
export interface Coordinates {
	position: { lng: number; lat: number } | null;
	errors: Note[];
	warnings: Note[];
}

/**
 * Reads the point of a row. A row without one takes its village's point and says so; GCJ-02 is converted; a point
 * outside the county is kept with a warning, because a shelter may lie just over the border.
 */
export function readCoordinates(
	given: { lng: string | null; lat: string | null; hasAny: boolean; datum: string },
	defaultDatum: 'wgs84' | 'gcj02',
	area: Area | null,
	outline: AreaGeometry | null
): Coordinates {
	if (!given.hasAny) return fromVillage(area);
	const { lng, lat } = given;
	const errors: Note[] = [];
	if (lng === null)
		errors.push({ column: 'lng', zh: '应为小数形式的度数，如 112.108', en: 'should be degrees such as 112.108' });
	if (lat === null)
		errors.push({ column: 'lat', zh: '应为小数形式的度数，如 26.768', en: 'should be degrees such as 26.768' });
	const datumKey = given.datum.toLowerCase().replace(/[\s_-]/g, '');
	const datum = datumKey === '' ? defaultDatum : DATUMS[datumKey];
	if (!datum)
		errors.push({ column: 'datum', zh: '应为 WGS84、CGCS2000 或 GCJ-02', en: 'should be WGS84, CGCS2000 or GCJ-02' });
	if (errors.length > 0 || lng === null || lat === null) return { position: null, errors, warnings: [] };

	const [x, y] = [Number(lng), Number(lat)];
	if (!isWithinBounds([x, y], CHINA_BOUNDS)) {
		const isSwapped = isWithinBounds([y, x], CHINA_BOUNDS);
		const note: Note = isSwapped
			? { column: 'lng', zh: '经度与纬度填反了', en: 'longitude and latitude are swapped' }
			: { column: 'lng', zh: '坐标不在中国境内，请核对', en: 'the point lies outside China; check it' };
		return { position: null, errors: [note], warnings: [] };
	}
	const [fixedLng, fixedLat] = roundPosition(datum === 'gcj02' ? gcj02ToWgs84([x, y]) : [x, y], 6);
	const isOutside = outline !== null && !containsPosition(outline, [fixedLng, fixedLat]);
	const warnings: Note[] = isOutside
		? [{ column: 'lng', zh: '坐标不在本县范围内，请核对', en: 'the point lies outside the county; check it' }]
		: [];
	return { position: { lng: fixedLng, lat: fixedLat }, errors: [], warnings };
}

function fromVillage(area: Area | null): Coordinates {
	if (area === null) return { position: null, errors: [], warnings: [] };
	if (area.lng === null || area.lat === null)
		return {
			position: null,
			errors: [{ column: 'lng', zh: '请填写经纬度', en: 'give longitude and latitude' }],
			warnings: []
		};
	return {
		position: { lng: area.lng, lat: area.lat },
		errors: [],
		warnings: [
			{
				column: 'lng',
				zh: '未填经纬度，暂放在村的示意位置，导入后请在地图上校准',
				en: 'no coordinates: placed at its village for now; set it on the map later'
			}
		]
	};
}
