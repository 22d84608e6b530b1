import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import excel from 'exceljs';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { DocumentFormat } from '#domain/documents/document.ts';
import { bytesOf } from '#server/documents/pdf/typefaces.ts';

/** Documents as a library's first example writes them: line after line, in cells where it has any, nothing laid out. */
export const PLAIN: Record<DocumentFormat, (lines: readonly string[][]) => Promise<unknown>> = {
	pdf: (lines) => {
		const document = new PDFDocument({ size: 'A4' });
		document.registerFont('body', bytesOf('body')).font('body');
		for (const line of lines) document.text(line.join(' '));
		document.end();
		return buffer(document);
	},
	docx: (lines) => {
		const cells = (line: readonly string[]) => line.map((cell) => new TableCell({ children: [new Paragraph(cell)] }));
		const rows = lines.filter(({ length }) => length > 1).map((line) => new TableRow({ children: cells(line) }));
		const paragraphs = lines.filter(({ length }) => length === 1).map(([text]) => new Paragraph(text!));
		const children = [...paragraphs, new Table({ rows })];
		return Packer.toBuffer(new Document({ sections: [{ children }] }));
	},
	xlsx: (lines) => {
		const workbook = new excel.Workbook();
		workbook.addWorksheet('1').addRows(lines.map((line) => [...line]));
		return workbook.xlsx.writeBuffer();
	}
};
