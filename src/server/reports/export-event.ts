import type { Area } from '#domain/areas/area-code.ts';
import { EVENT_KINDS, type EventView } from '#domain/events/event.ts';
import type { Catalogue } from '#domain/reports/catalogue.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import { addDecimals, subtractDecimals, type Decimal } from '#domain/reports/decimal.ts';
import { headerOf, NATIONAL_INDICATORS } from '#domain/reports/indicators.ts';
import type { LocalIndicator } from '#domain/reports/local-indicator.ts';
import { figuresOfRollUp, type RollUpTree } from '#domain/reports/roll-up.ts';
import type { ExportedFile, ExportedRow } from '../exporters/indicators/export-file.ts';
import { hxlCsv } from '../exporters/indicators/hxl-csv.ts';
import { nationalWorkbook } from '../exporters/indicators/national-workbook.ts';
import type { MapShape } from '#domain/areas/map-shapes.ts';

/** An event's current figures, with the names and shapes of their areas. */
export interface EventFigures {
	event: EventView;
	county: Pick<Area, 'code' | 'name'>;
	names: ReadonlyMap<string, string>;
	tree: RollUpTree;
	shapes: readonly MapShape[];
	/** The national indicators and the county's own. */
	catalogue: Catalogue;
}

const TYPES = {
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	csv: 'text/csv;charset=utf-8',
	geojson: 'application/geo+json'
} as const;

export type EventExportFormat = keyof typeof TYPES;

/**
 * An event's current figures by township: in the national layout, which its import takes back unchanged; as CSV with
 * HXL tags; or as GeoJSON with the townships' shapes. The county's own indicators are in the last two only: the national
 * layout has no place for them.
 */
export async function exportEvent(of: EventFigures, format: EventExportFormat): Promise<ExportedFile> {
	const fileName = `${of.event.name}.${format}`;
	if (format === 'geojson') return { fileName, contentType: TYPES.geojson, bytes: geoJson(of) };
	const rows = eventRows(of);
	const bytes = format === 'xlsx' ? await nationalWorkbook(rows) : hxlCsv(rows, localsOf(of));
	return { fileName, contentType: TYPES[format], bytes };
}

/** 合计 first, then the townships, then what only the county counts, so that 合计 is the sum of its column. */
export function eventRows({ event, county, names, tree, catalogue }: EventFigures): ExportedRow[] {
	const [day = ''] = event.startedAt.split('T');
	const lead = { kind: EVENT_KINDS[event.kind].zh, parent: county.name, time: day };
	const total = figuresOfRollUp(tree.own);
	const below = tree.below.map((township) => ({
		...lead,
		area: `  ${names.get(township.areaCode) ?? township.areaCode}`,
		figures: given(figuresOfRollUp(township), catalogue)
	}));
	const own = ownFigures(total, below, catalogue);
	return [
		{ area: '合计', kind: '', parent: '', time: '', figures: given(total, catalogue) },
		...below,
		...(Object.keys(own).length > 0 ? [{ ...lead, area: `  ${county.name}本级`, figures: own }] : [])
	];
}

/** What the county has beside its townships. */
function ownFigures(total: Figures, below: readonly ExportedRow[], { all }: Catalogue): Record<string, Decimal> {
	return Object.fromEntries(
		all.flatMap(({ key }) => {
			const parts = below.flatMap(({ figures }) => figures[key] ?? []);
			const own = subtractDecimals(total[key] ?? '0', addDecimals(parts));
			return own === '0' ? [] : [[key, own]];
		})
	);
}

function given(figures: Figures, { all }: Catalogue): Record<string, Decimal> {
	return Object.fromEntries(all.flatMap(({ key }) => (figures[key] === undefined ? [] : [[key, figures[key]]])));
}

/** The county's own indicators that are asked for, or that somebody said something of. */
function localsOf({ tree, catalogue: { local } }: EventFigures): LocalIndicator[] {
	const said = new Set([tree.own, ...tree.below].flatMap(({ figures }) => figures.map(({ key }) => key)));
	return local.filter(({ key, endedAt }) => endedAt === null || said.has(key));
}

function geoJson(of: EventFigures): Buffer {
	const { event, names, tree, shapes, catalogue } = of;
	const shapeOf = new Map(shapes.map((shape) => [shape.properties.code, shape]));
	const features = tree.below.map((township) => {
		const { areaCode, units, reported } = township;
		const shape = shapeOf.get(areaCode);
		const figures = given(figuresOfRollUp(township), catalogue);
		return {
			type: 'Feature',
			id: areaCode,
			geometry: shape?.geometry ?? null,
			properties: {
				...{ code: areaCode, name: names.get(areaCode) ?? '', schematic: shape?.properties.schematic ?? true },
				...{ villages: units, villagesReported: reported, ...figures }
			}
		};
	});
	const named = [...NATIONAL_INDICATORS, ...localsOf(of)];
	const labels = Object.fromEntries(named.map((indicator) => [indicator.key, headerOf(indicator)]));
	const about = { event: event.name, kind: event.kind, startedAt: event.startedAt, labels };
	return Buffer.from(JSON.stringify({ type: 'FeatureCollection', ...about, features }), 'utf8');
}
