import Papa from 'papaparse';
import { headerOf, NATIONAL_INDICATORS, type Indicator } from '#domain/reports/indicators.ts';
import { isLocalKey } from '#domain/reports/local-indicator.ts';
import { LEAD_KEYS, NATIONAL_HEADER } from '../../importers/indicators/columns.ts';
import type { ExportedRow } from './export-file.ts';

/** Tags of the Humanitarian Exchange Language for the columns before the indicators. */
const LEAD_TAGS = { area: '#adm+name', kind: '#crisis+type', parent: '#adm+name+parent', time: '#date+start' } as const;

const UNIT_TAGS: Readonly<Record<string, string>> = {
	人: '#affected',
	户: '#affected+hh',
	间: '#impact+rooms',
	公顷: '#impact+area+ha',
	头只: '#impact+livestock',
	千米: '#impact+km',
	皮长公里: '#impact+cable+km',
	台套: '#impact+equipment',
	万元: '#value+cny10k',
	个: '#impact+num'
};

/**
 * The tag of an indicator: what its unit says, and its own key as an attribute. One of the county's own has a tag that no
 * reader takes for a national figure.
 */
export function hxlTag({ key, unit, isCurrent }: Pick<Indicator, 'key' | 'unit' | 'isCurrent'>): string {
	const since = isCurrent ? 'now' : 'cumulative';
	const attribute = key.replace(/[^A-Za-z0-9]/g, '_').toLowerCase();
	if (isLocalKey(key)) return `#indicator+${attribute}+${since}`;
	return `${UNIT_TAGS[unit] ?? '#indicator'}+${attribute}+${since}`;
}

/**
 * Rows as CSV in the national layout, with a row of HXL tags below the header; UTF-8 with a mark, for Excel.
 *
 * @param local the county's own indicators, in columns behind the national ones
 */
export function hxlCsv(rows: Iterable<ExportedRow>, local: readonly Indicator[] = []): Buffer {
	const indicators = [...NATIONAL_INDICATORS, ...local];
	const tags = [...LEAD_KEYS.map((key) => LEAD_TAGS[key]), ...indicators.map(hxlTag)];
	const lines = [...rows].map((row) => [
		...LEAD_KEYS.map((key) => row[key]),
		...indicators.map(({ key }) => row.figures[key] ?? '')
	]);
	const header = [...NATIONAL_HEADER, ...local.map(headerOf)];
	const text = Papa.unparse([header, tags, ...lines], { newline: '\r\n', escapeFormulae: false });
	return Buffer.from(`\ufeff${text}\r\n`, 'utf8');
}
