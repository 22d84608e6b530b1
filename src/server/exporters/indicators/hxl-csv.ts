import Papa from 'papaparse';
import { NATIONAL_INDICATORS, type Indicator } from '#domain/reports/indicators.ts';
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

/** The tag of an indicator: what its unit says, and its own key as an attribute. */
export function hxlTag({ key, unit, isCurrent }: Pick<Indicator, 'key' | 'unit' | 'isCurrent'>): string {
	const attribute = key.replace(/[^A-Za-z0-9]/g, '_').toLowerCase();
	return `${UNIT_TAGS[unit] ?? '#indicator'}+${attribute}+${isCurrent ? 'now' : 'cumulative'}`;
}

/** Rows as CSV in the national layout, with a row of HXL tags below the header; UTF-8 with a mark, for Excel. */
export function hxlCsv(rows: Iterable<ExportedRow>): Buffer {
	const tags = [...LEAD_KEYS.map((key) => LEAD_TAGS[key]), ...NATIONAL_INDICATORS.map(hxlTag)];
	const lines = [...rows].map((row) => [
		...LEAD_KEYS.map((key) => row[key]),
		...NATIONAL_INDICATORS.map(({ key }) => row.figures[key] ?? '')
	]);
	const text = Papa.unparse([[...NATIONAL_HEADER], tags, ...lines], { newline: '\r\n', escapeFormulae: false });
	return Buffer.from(`\ufeff${text}\r\n`, 'utf8');
}
