import type { Area } from '#domain/areas/area-code.ts';
import { levelOf } from '#domain/areas/area-code.ts';
import type { RowIssue } from '#domain/imports/row-issue.ts';
import { maskDocumentNumber, maskName } from '#domain/people/mask-person.ts';
import { readIdNumber } from '#domain/people/id-number.ts';
import { documentKey, documentNumber, type IdentityDocument } from '#domain/people/identity-document.ts';
import { PersonName } from '#domain/people/person.ts';
import { GROUP_NAMES, type Group } from '#domain/rosters/groups.ts';
import type { RosterPreviewRow } from '#domain/rosters/roster.ts';
import { describeProblem } from '#domain/shared/problems.ts';
import { codeText, plainText } from '../cell-text.ts';
import type { ColumnMap } from '../column-map.ts';
import { isExample } from '../example-row.ts';
import { PlaceIndex } from '../place-index.ts';
import type { Table, TableRow } from '../table.ts';
import { wordOf } from '../word-of.ts';
import { COLUMNS, mapColumns, type ColumnKey } from './columns.ts';

/** What rows are held against. */
export interface RosterContext {
	areas: readonly Area[];
	/** The area the roster is the whole list of: rows outside it are errors. */
	areaCode: string;
	/** The kind of rows that do not say theirs. */
	kind: Group | null;
	now: Date;
}

/** What an entry says, as it is kept: all of it encrypted but kind and place. */
export interface RosterEntryDraft {
	row: number;
	kind: Group;
	areaCode: string;
	secret: { name: string; document: IdentityDocument; level: string; note: string };
	/** Whom it speaks of, for the next roster to find this entry by. */
	identity: string;
}

/** A row of the file: what it shows, and the entry when it has no errors. */
export interface PlannedEntry {
	preview: RosterPreviewRow;
	entry: RosterEntryDraft | null;
}

export interface RosterPlan {
	rows: PlannedEntry[];
	ignoredColumns: string[];
}

const LONGEST = { level: 40, note: 200 } as const;
const NO_NUMBER: IdentityDocument = { kind: 'none', reason: '名册未填证件号码' };

/**
 * Plans the taking in of a roster's table.
 *
 * @throws FileRefusal when columns are missing
 */
export function planRoster(table: Table, context: RosterContext): RosterPlan {
	const columns = mapColumns(table.header);
	const places = new PlaceIndex(context.areas, context.areaCode);
	const seen = new Map<string, number>();
	const rows = table.rows
		.filter((row) => !isExample(plainText(row.cells[columns.indexes.name ?? 0])))
		.map((row) => planRow(row, columns, places, seen, context));
	return { rows, ignoredColumns: columns.ignored };
}

function planRow(
	row: TableRow,
	columns: ColumnMap<ColumnKey>,
	places: PlaceIndex,
	seen: Map<string, number>,
	context: RosterContext
): PlannedEntry {
	const errors: RowIssue[] = [];
	const cell = (key: ColumnKey) => row.cells[columns.indexes[key] ?? -1];
	const text = (key: ColumnKey) => plainText(cell(key));
	const fail = (key: ColumnKey, words: { zh: string; en: string }) =>
		errors.push({ column: columns.headers[key] ?? COLUMNS[key].zh, zh: words.zh, en: words.en });

	for (const key of Object.keys(columns.indexes) as ColumnKey[])
		if (cell(key)?.kind === 'error')
			fail(key, { zh: '公式没有结果，请改为数值', en: 'the formula has no result; put the value itself' });
	const name = PersonName.safeParse(text('name'));
	if (!name.success) fail('name', { zh: '请填写姓名，最多 60 个字', en: 'give the name, at most 60 characters' });
	const given = codeText(cell('idNumber'));
	const read = given === '' ? null : readIdNumber(given, context.now);
	if (read && !read.ok)
		fail('idNumber', { zh: describeProblem(read.problem, 'zh'), en: describeProblem(read.problem, 'en') });
	const document: IdentityDocument = read?.ok ? { kind: 'residentId', number: read.value.number } : NO_NUMBER;
	const place = placeOf(places, context, codeText(cell('areaCode')), text('township'), text('village'));
	if (!('area' in place)) fail(place.column, place);
	const kind = kindOf(text('kind'), context.kind);
	if ('zh' in kind) fail('kind', kind);
	for (const key of ['level', 'note'] as const)
		if ([...text(key)].length > LONGEST[key])
			fail(key, { zh: `最多 ${LONGEST[key]} 个字`, en: `at most ${LONGEST[key]} characters` });

	const entry =
		errors.length === 0 && name.success && 'area' in place && 'kind' in kind
			? draftOf(row.number, kind.kind, place.area.code, {
					name: name.data,
					document,
					level: text('level'),
					note: text('note')
				})
			: null;
	const twin = entry && seen.get(`${entry.kind}\n${entry.identity}`);
	if (entry && twin !== undefined && twin !== null) fail(...twinWords(document, twin));
	else if (entry) seen.set(`${entry.kind}\n${entry.identity}`, row.number);
	return {
		entry: errors.length === 0 ? entry : null,
		preview: {
			number: row.number,
			name: maskName(text('name').slice(0, 60)),
			documentNumber: maskDocumentNumber(documentNumber(document) ?? ''),
			areaCode: 'area' in place ? place.area.code : null,
			kind: 'kind' in kind ? kind.kind : null,
			level: text('level').slice(0, LONGEST.level),
			errors
		}
	};
}

/** The village of a row; where the roster is one village's or one township's, the row need not say it again. */
function placeOf(places: PlaceIndex, { areaCode }: RosterContext, code: string, township: string, village: string) {
	if (code === '' && village === '' && township === '' && levelOf(areaCode) === 'village')
		return places.find(areaCode, '', '');
	return code === '' && township === '' ? places.findVillage(village) : places.find(code, township, village);
}

function kindOf(text: string, chosen: Group | null): { kind: Group } | { zh: string; en: string } {
	const kind = text === '' ? chosen : wordOf(KIND_WORDS, text);
	if (kind) return { kind };
	const names = Object.values(GROUP_NAMES);
	return {
		zh: `应为以下之一：${names.map(({ zh }) => zh).join('、')}`,
		en: `should be one of ${names.map(({ en }) => en).join(', ')}`
	};
}

/** Kinds by their full and their short names. */
const KIND_WORDS = Object.fromEntries(
	Object.entries(GROUP_NAMES).map(([group, { zh, en, shortZh }]) => [group, { zh: `${zh}/${shortZh}`, en }])
) as Record<Group, { zh: string; en: string }>;

function draftOf(row: number, kind: Group, areaCode: string, secret: RosterEntryDraft['secret']): RosterEntryDraft {
	const identity = documentKey(secret.document) ?? `${areaCode} ${secret.name}`;
	return { row, kind, areaCode, secret, identity };
}

function twinWords(document: IdentityDocument, twin: number): [ColumnKey, { zh: string; en: string }] {
	return document.kind === 'none'
		? [
				'idNumber',
				{
					zh: `与第 ${twin} 行同村同名，请填写身份证号以区分`,
					en: `the same name and village as row ${twin}; give the ID number to tell them apart`
				}
			]
		: ['idNumber', { zh: `与第 ${twin} 行的身份证号相同`, en: `the same ID number as row ${twin}` }];
}
