import type { DocumentContent } from '#domain/documents/document.ts';
import { coreProperties, fixedZip } from '../fixed-zip.ts';
import { setUpPage, setUpTablePages } from './page-setup.ts';
import { writeTableSheet } from './table-sheet.ts';
import { writeTextSheet } from './text-sheet.ts';

/**
 * A document as a workbook: a sheet with its words and one with its figures, as numbers. Both print on A4. The same
 * content gives the same bytes.
 */
export async function writeXlsx(content: DocumentContent, sha256: string): Promise<Buffer> {
	const { default: excel } = await import('exceljs');
	const workbook = new excel.Workbook();
	const words = workbook.addWorksheet('正文');
	writeTextSheet(words, content, sha256);
	setUpPage(words);
	const table = workbook.addWorksheet('数据表');
	writeTableSheet(table, content.table);
	setUpTablePages(table, content);
	const bytes = await workbook.xlsx.writeBuffer();
	const { title, issuer, issuedAt } = content;
	return fixedZip(new Uint8Array(bytes), { 'docProps/core.xml': coreProperties(title, issuer, issuedAt) });
}
