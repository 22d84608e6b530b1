import {
	AlignmentType,
	HeightRule,
	LineRuleType,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	VerticalAlignTable,
	WidthType
} from 'docx';
import type { DocumentTable } from '#domain/documents/document.ts';
import { cellText, columnHead, LEAD_HEADS } from '#domain/documents/document-words.ts';
import { PAGE_MM, points, SIZES } from '../page.ts';
import type { ColumnBand } from '#domain/documents/split-columns.ts';
import { twips, wordParagraph, type WordType } from './paragraphs.ts';

const TEXT: WordType = { face: 'body', size: SIZES.小五 };
const HEAD: WordType = { face: 'heading', size: SIZES.小五 };
const LEADS_MM = [27, 17];
const ROW_HEIGHT = twips(points(7));

type Align = (typeof AlignmentType)['LEFT' | 'CENTER' | 'RIGHT'];

/** A band of the table; its head is repeated on each page it goes over, and no row is torn apart. */
export function wordTable(table: DocumentTable, { columns, from }: ColumnBand): Table {
	const rest = (PAGE_MM.textWidth - LEADS_MM[0]! - LEADS_MM[1]!) / columns.length;
	const widths = [...LEADS_MM, ...columns.map(() => rest)].map((width) => twips(points(width)));
	const cell = (text: string, at: number, type: WordType, alignment: Align) =>
		new TableCell({
			width: { size: widths[at]!, type: WidthType.DXA },
			verticalAlign: VerticalAlignTable.CENTER,
			margins: { left: 60, right: 60 },
			children: [wordParagraph(text, type, { alignment, spacing: { line: 260, lineRule: LineRuleType.EXACT } })]
		});
	const head = new TableRow({
		tableHeader: true,
		cantSplit: true,
		children: [...LEAD_HEADS, ...columns.map(columnHead)].map((text, at) => cell(text, at, HEAD, AlignmentType.CENTER))
	});
	const rows = table.rows.map((row) => {
		const type = row.kind === 'total' ? HEAD : TEXT;
		return new TableRow({
			cantSplit: true,
			height: { value: ROW_HEIGHT, rule: HeightRule.ATLEAST },
			children: [
				cell(row.name, 0, type, AlignmentType.LEFT),
				cell(row.villages, 1, type, AlignmentType.CENTER),
				...columns.map((column, at) => {
					const text = cellText(row, from + at, column);
					return cell(text, at + 2, type, text === '—' ? AlignmentType.CENTER : AlignmentType.RIGHT);
				})
			]
		});
	});
	return new Table({
		layout: TableLayoutType.FIXED,
		width: { size: twips(points(PAGE_MM.textWidth)), type: WidthType.DXA },
		columnWidths: widths,
		rows: [head, ...rows]
	});
}
