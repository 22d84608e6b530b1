import type { Worksheet } from 'exceljs';
import type { DocumentContent } from '#domain/documents/document.ts';
import { fingerprintOf, issueLineOf, mastheadOf, originOf, signatureOf } from '#domain/documents/document-words.ts';
import { RED } from '../page.ts';
import { EXCEL_FACES } from './page-setup.ts';

/** One column as wide as the text of the page, in characters of the default typeface. */
const WIDTH = 70;
/** Chinese characters of the text type to a line, and its height in points. */
const PER_LINE = 33;
const LINE = 18;
/** The highest a row can be. */
const MOST = 400;

interface TextStyle {
	font: object;
	horizontal?: 'center' | 'left';
	height?: number;
}

/** Writes the words of a document, a paragraph to a row. */
export function writeTextSheet(sheet: Worksheet, content: DocumentContent, sha256: string): void {
	const { body, heading, title } = EXCEL_FACES;
	sheet.columns = [{ width: WIDTH }];
	const centred = (text: string, font: object, height?: number) =>
		addText(sheet, text, { font, horizontal: 'center', height });
	centred(mastheadOf(content), { ...title, size: 32, color: { argb: `FF${RED}` } }, 60);
	centred(issueLineOf(content), body);
	centred(originOf(content).join('\u3000\u3000\u3000\u3000'), body);
	centred(content.title, { ...title, size: 22 }, 66);
	for (const section of content.sections) {
		addText(sheet, section.heading, { font: heading });
		for (const paragraph of section.paragraphs) addText(sheet, `\u3000\u3000${paragraph}`, { font: body });
	}
	for (const note of content.notes) addText(sheet, `注：${note}`, { font: { ...body, size: 10.5 } });
	for (const line of signatureOf(content)) addText(sheet, line, { font: body });
	addText(sheet, fingerprintOf(sha256), { font: { ...body, size: 7.5 } });
}

function addText(sheet: Worksheet, text: string, { font, horizontal = 'left', height }: TextStyle): void {
	const row = sheet.addRow([text]);
	const lines = Math.ceil([...text].length / PER_LINE);
	row.height = height ?? Math.min(lines * LINE + 4, MOST);
	Object.assign(row.getCell(1), { font, alignment: { wrapText: true, vertical: 'middle', horizontal } });
}
