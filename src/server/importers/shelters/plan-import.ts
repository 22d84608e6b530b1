import type { Area } from '#domain/areas/area-code.ts';
import type { AreaGeometry } from '#domain/areas/geometry.ts';
import type { RowIssue } from '#domain/imports/row-issue.ts';
import { describeIssues } from '#domain/shared/describe-issue.ts';
import { capacityOf } from '#domain/shelters/capacity.ts';
import { ShelterContact } from '#domain/shelters/contact.ts';
import type { ImportPreviewRow } from '#domain/shelters/import-shelters.ts';
import { ShelterFields } from '#domain/shelters/register-shelter.ts';
import { SHELTER_KINDS, SHELTER_SERVICES, type ShelterService } from '#domain/shelters/shelter.ts';
import { codeText, decimalText, plainText } from '../cell-text.ts';
import { isExample } from '../example-row.ts';
import { PlaceIndex } from '../place-index.ts';
import type { Cell, Table, TableRow } from '../table.ts';
import { wordOf } from '../word-of.ts';
import { COLUMNS, mapColumns, type ColumnKey, type ColumnMap } from './columns.ts';
import { readCoordinates } from './read-coordinates.ts';

/** What rows are held against. */
export interface ImportContext {
	areas: readonly Area[];
	/** Area of the account that imports. */
	ownArea: string;
	outline: AreaGeometry | null;
	/** Names of the shelters in use, by village. */
	taken: ReadonlyMap<string, ReadonlySet<string>>;
	spacePerPersonM2: number;
	datum: 'wgs84' | 'gcj02';
}

/** A row of the file: what it shows, and what would be registered when it has no errors. */
export interface PlannedRow {
	preview: ImportPreviewRow;
	fields: ShelterFields | null;
	contact: ShelterContact;
}

export interface ImportPlan {
	rows: PlannedRow[];
	ignoredColumns: string[];
}

/**
 * Plans the import of a table: reads each row, and says for each what is wrong with which column and how to mend it.
 *
 * @throws FileRefusal when required columns are missing
 */
export function planImport(table: Table, context: ImportContext): ImportPlan {
	const columns = mapColumns(table.header);
	const places = new PlaceIndex(context.areas, context.ownArea);
	const seen = new Map<string, number>();
	const rows = table.rows
		.filter((row) => !isExample(plainText(row.cells[columns.indexes.name ?? 0])))
		.map((row) => planRow(row, columns, places, seen, context));
	return { rows, ignoredColumns: columns.ignored };
}

function planRow(
	row: TableRow,
	columns: ColumnMap,
	places: PlaceIndex,
	seen: Map<string, number>,
	context: ImportContext
): PlannedRow {
	const errors: RowIssue[] = [];
	const warnings: RowIssue[] = [];
	const cell = (key: ColumnKey): Cell | undefined => row.cells[columns.indexes[key] ?? -1];
	const text = (key: ColumnKey) => plainText(cell(key));
	const issue = (key: ColumnKey, words: { zh: string; en: string }): RowIssue => ({
		column: columns.headers[key] ?? COLUMNS[key].zh,
		zh: words.zh,
		en: words.en
	});
	const fail = (key: ColumnKey, zh: string, en: string) => errors.push(issue(key, { zh, en }));

	for (const key of Object.keys(columns.indexes) as ColumnKey[])
		if (cell(key)?.kind === 'error')
			fail(key, '公式没有结果，请改为数值', 'the formula has no result; put the value itself');

	const kind = wordOf(SHELTER_KINDS, text('kind'));
	if (!kind) {
		const choices = Object.values(SHELTER_KINDS);
		fail(
			'kind',
			`应为以下之一：${choices.map(({ zh }) => zh).join('、')}`,
			`should be one of ${choices.map(({ en }) => en).join(', ')}`
		);
	}
	const place = places.find(codeText(cell('areaCode')), text('township'), text('village'));
	const area = 'area' in place ? place.area : null;
	if (!('area' in place)) fail(place.column, place.zh, place.en);

	const coordinates = readCoordinates(
		{
			lng: decimalText(cell('lng'), ['°', '°E', '度']),
			lat: decimalText(cell('lat'), ['°', '°N', '度']),
			hasAny: text('lng') !== '' || text('lat') !== '',
			datum: codeText(cell('datum'))
		},
		context.datum,
		area,
		context.outline
	);
	errors.push(...coordinates.errors.map((note) => issue(note.column, note)));
	warnings.push(...coordinates.warnings.map((note) => issue(note.column, note)));

	const services = readServices(text('services'));
	for (const unknown of services.unknown)
		warnings.push(
			issue('services', { zh: `不认识的设施“${unknown}”，已略去`, en: `“${unknown}” is not a known service; left out` })
		);

	const floorAreaM2 = numberOrFail('floorArea', ['平方米', '㎡', 'm²', 'm2', '平米', '平方']);
	const capacityText = numberOrFail('capacity', ['人']);
	function numberOrFail(key: ColumnKey, units: string[]): string | null {
		if (text(key) === '' || cell(key)?.kind === 'error') return null;
		const value = decimalText(cell(key), units);
		if (value === null) fail(key, '应为数字', 'should be a number');
		return value;
	}

	const draft = {
		name: text('name'),
		kind: kind ?? 'other',
		areaCode: area?.code ?? context.ownArea,
		address: text('address'),
		lng: coordinates.position?.lng ?? 0,
		lat: coordinates.position?.lat ?? 0,
		floorAreaM2,
		capacityOverride: capacityText === null ? null : Number(capacityText),
		services: services.known
	};
	const contact = { name: text('contactName'), phone: codeText(cell('contactPhone')) };
	const checked = ShelterFields.safeParse(draft);
	const checkedContact = ShelterContact.safeParse(contact);
	const found = [
		...(checked.success ? [] : describeIssues(checked.error.issues)),
		...(checkedContact.success
			? []
			: describeIssues(checkedContact.error.issues).map((field) => ({ ...field, path: `contact.${field.path}` })))
	];
	for (const field of found) {
		const key = COLUMN_OF_FIELD[field.path.replace(/\.\d+$/, '')];
		if (!key || errors.some((known) => known.column === issue(key, field).column)) continue;
		const hint = HINTS[key] ?? field;
		if (key === 'areaCode' && !area) continue;
		if ((key === 'lng' || key === 'lat') && !coordinates.position) continue;
		errors.push(issue(key, hint));
	}
	if (text('floorArea') === '' && text('capacity') === '')
		warnings.push(
			issue('floorArea', {
				zh: '没有面积也没有可安置人数，容量将显示为未知',
				en: 'neither floor area nor capacity: its places will show as unknown'
			})
		);
	if (area && draft.name !== '') flagDuplicate(row.number, draft.name, area, seen, context, errors, issue);

	const fields = errors.length === 0 && checked.success ? checked.data : null;
	return {
		fields,
		contact: checkedContact.success ? checkedContact.data : { name: '', phone: '' },
		preview: {
			number: row.number,
			name: draft.name.slice(0, 80),
			kind,
			areaCode: area?.code ?? null,
			lng: coordinates.position?.lng ?? null,
			lat: coordinates.position?.lat ?? null,
			capacity: fields ? capacityOf(fields, context.spacePerPersonM2) : null,
			services: services.known,
			errors,
			warnings
		}
	};
}

/** What a column should hold, where the rule by itself says too little. */
const HINTS: Readonly<Partial<Record<ColumnKey, { zh: string; en: string }>>> = {
	floorArea: {
		zh: '应为大于 0 的平方米数，最多两位小数',
		en: 'should be square metres above 0, with at most two decimals'
	},
	contactPhone: { zh: '应为电话号码，如 0734-6262119', en: 'should be a telephone number such as 0734-6262119' },
	capacity: { zh: '应为 1 到 100000 的整数', en: 'should be a whole number from 1 to 100000' }
};

const COLUMN_OF_FIELD: Readonly<Record<string, ColumnKey>> = {
	name: 'name',
	areaCode: 'areaCode',
	address: 'address',
	lng: 'lng',
	lat: 'lat',
	floorAreaM2: 'floorArea',
	capacityOverride: 'capacity',
	services: 'services',
	'contact.name': 'contactName',
	'contact.phone': 'contactPhone'
};

function readServices(text: string): { known: ShelterService[]; unknown: string[] } {
	const known: ShelterService[] = [];
	const unknown: string[] = [];
	for (const word of text.split(/[、,，;；/|\s]+/).filter((part) => part !== '')) {
		const service = wordOf(SHELTER_SERVICES, word);
		if (service) known.push(service);
		else unknown.push(word.slice(0, 20));
	}
	return { known: [...new Set(known)], unknown };
}

function flagDuplicate(
	number: number,
	name: string,
	area: Area,
	seen: Map<string, number>,
	context: ImportContext,
	errors: RowIssue[],
	issue: (key: ColumnKey, words: { zh: string; en: string }) => RowIssue
) {
	const key = `${area.code}/${name}`;
	const earlier = seen.get(key);
	if (earlier !== undefined)
		errors.push(issue('name', { zh: `与第 ${earlier} 行重复`, en: `the same as row ${earlier}` }));
	else if (context.taken.get(area.code)?.has(name))
		errors.push(
			issue('name', { zh: `“${area.name}”已登记同名场所`, en: `${area.name} has a shelter of this name already` })
		);
	else seen.set(key, number);
}
