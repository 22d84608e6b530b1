import Papa from 'papaparse';
import type { Column } from './column-map.ts';

/** A table to be filled in for an import. */
export interface Template<Key extends string> {
	/** Name of the file, without its ending. */
	fileName: string;
	/** Name of the sheet that is filled in. */
	sheet: string;
	columns: Readonly<Record<Key, Column>>;
	/** A row that shows how it is done; its name says that it is none. */
	example: Readonly<Record<Key, string | number>>;
	/** What a column takes, where its header does not say it. */
	notes: readonly (readonly [Key, string])[];
	/** What is to be known of all rows. */
	lastNote: string;
	/** Columns of digits that are no numbers: a spreadsheet is to leave them as they are typed. */
	asText: readonly Key[];
	/** Columns with more to say than the others. */
	wide: readonly Key[];
}

/** The template as a file in base64. */
export async function templateFile<Key extends string>(template: Template<Key>, format: 'xlsx' | 'csv') {
	const isXlsx = format === 'xlsx';
	const bytes = isXlsx ? await workbookOf(template) : csvOf(template);
	return {
		fileName: `${template.fileName}.${format}`,
		contentType: isXlsx
			? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
			: 'text/csv;charset=utf-8',
		content: bytes.toString('base64')
	};
}

const keysOf = <Key extends string>({ columns }: Template<Key>) => Object.keys(columns) as Key[];

/** Headers, with a star where a column must be filled in, and the example. */
function firstRows<Key extends string>(template: Template<Key>) {
	const { columns, example } = template;
	const keys = keysOf(template);
	return {
		headers: keys.map((key) => (columns[key].isRequired ? `${columns[key].zh}*` : columns[key].zh)),
		example: keys.map((key) => example[key])
	};
}

/** Header and example on the first sheet, what each column takes on the second. */
async function workbookOf<Key extends string>(template: Template<Key>): Promise<Buffer> {
	const { default: excel } = await import('exceljs');
	const workbook = new excel.Workbook();
	const sheet = workbook.addWorksheet(template.sheet, { views: [{ state: 'frozen', ySplit: 1 }] });
	const { headers, example } = firstRows(template);
	sheet.addRow(headers).font = { bold: true };
	sheet.addRow(example).font = { italic: true, color: { argb: 'FF808080' } };
	keysOf(template).forEach((key, index) => {
		const column = sheet.getColumn(index + 1);
		column.width = template.wide.includes(key) ? 26 : 14;
		if (template.asText.includes(key)) column.numFmt = '@';
	});
	const notes = workbook.addWorksheet('填写说明');
	notes.addRow(['列', '说明']).font = { bold: true };
	for (const [key, words] of template.notes) notes.addRow([template.columns[key].zh, words]);
	notes.addRow(['', template.lastNote]);
	notes.getColumn(1).width = 16;
	notes.getColumn(2).width = 100;
	return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** UTF-8 with a byte order mark, so that Excel opens it rightly. */
function csvOf<Key extends string>(template: Template<Key>): Buffer {
	const { headers, example } = firstRows(template);
	return Buffer.from(`\ufeff${Papa.unparse([headers, example], { newline: '\r\n' })}\r\n`, 'utf8');
}
