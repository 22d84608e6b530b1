import { composeDocument } from '#domain/documents/compose-document.ts';
import type { AreaFigures, DocumentContent } from '#domain/documents/document.ts';
import { cellText, columnHead, LEAD_HEADS } from '#domain/documents/document-words.ts';
import { draftWords } from '#domain/documents/draft-document.ts';
import { splitColumns } from '#domain/documents/split-columns.ts';
import { addDecimals } from '#domain/reports/decimal.ts';
import { NATIONAL_KEYS } from '#domain/reports/indicators.ts';
import { readDivisions, type Division } from '#server/areas/division-files.ts';
import { picks, type Pick } from './crowd.ts';
import { inventFigures } from './invent-figures.ts';

/** The second bulletin of a county of 24 townships, in the words that the product drafts. */
export async function composeBulletin(countyCode: string): Promise<DocumentContent> {
	const townships = await readDivisions('streets', countyCode);
	const pick = picks(20_260_112);
	const county: Division = { code: countyCode, name: '祁东县' };
	const facts = {
		kind: 'bulletin' as const,
		number: 2,
		county: county.name,
		event: {
			id: '0198c0de-0000-7000-8000-000000000001',
			name: '“1·12”低温雨雪冰冻灾害',
			startedAt: '2026-01-12T00:00:00.000Z',
			phase: 'response' as const,
			level: 3
		},
		asOf: '2026-01-20T00:30:00.000Z',
		areas: areasOf(county, townships, pick),
		local: [],
		previous: {
			number: 1,
			issuedAt: '2026-01-19T00:31:00.000Z',
			areas: areasOf(county, townships, pick),
			issuer: '祁东县应急管理局',
			responsible: '王建国',
			filledBy: '李小梅'
		}
	};
	const content = composeDocument(facts, draftWords(facts), '2026-01-20T00:31:00.000Z');
	if (!content.ok) throw new Error(content.problem.code);
	return content.value;
}

function areasOf(county: Division, townships: readonly Division[], pick: Pick): AreaFigures[] {
	const below = townships.map(({ code, name }) => ({
		code,
		name,
		units: 15,
		reported: 14,
		figures: inventFigures(pick)
	}));
	const sums = NATIONAL_KEYS.map((key) => [key, addDecimals(below.map(({ figures }) => figures[key] ?? '0'))] as const);
	const [units, reported] = [15 * below.length, 14 * below.length];
	return [{ ...county, units, reported, figures: Object.fromEntries(sums) }, ...below];
}

/** The lines of a document with their cells, a paragraph being one: what a plain document has to hold to say the same. */
export function linesOf({ title, sections, table, notes }: DocumentContent): string[][] {
	const paragraphs = sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]);
	const rows = splitColumns(table.columns).flatMap(({ columns, from }) => [
		[...LEAD_HEADS, ...columns.map(columnHead)],
		...table.rows.map((row) => [
			row.name,
			row.villages,
			...columns.map((column, at) => cellText(row, from + at, column))
		])
	]);
	return [[title], ...paragraphs.map((paragraph) => [paragraph]), ...rows, ...notes.map((note) => [note])];
}
