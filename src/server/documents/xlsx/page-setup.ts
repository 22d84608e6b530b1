import type { Worksheet } from 'exceljs';
import type { DocumentContent } from '#domain/documents/document.ts';
import { signatureOf } from '#domain/documents/document-words.ts';
import { PAGE_MM } from '../page.ts';

const INCH = 25.4;
const CHINESE = 134;

/** Typefaces as Excel knows them; rare characters it takes from elsewhere by itself. */
export const EXCEL_FACES = {
	body: { name: '仿宋', size: 12, charset: CHINESE },
	heading: { name: '黑体', size: 12, charset: CHINESE },
	title: { name: '方正小标宋简体', size: 22, charset: CHINESE }
} as const;

const PAGE_NUMBER = '&"仿宋"&14— 第&P页 共&N页 —';

/** In heads and feet of pages an ampersand begins a code. */
const plain = (text: string) => text.replaceAll('&', '&&');

/** A4 with the margins of GB/T 9704, the number of the page outside below. */
export function setUpPage(sheet: Worksheet): void {
	const { width, height, top, left, textWidth, textHeight } = PAGE_MM;
	const below = height - top - textHeight;
	const margins = {
		top: top / INCH,
		left: left / INCH,
		right: (width - left - textWidth) / INCH,
		bottom: below / INCH,
		header: (top - 12) / INCH,
		footer: (below - 12) / INCH
	};
	Object.assign(sheet.pageSetup, { paperSize: 9, orientation: 'portrait', margins });
	Object.assign(sheet.headerFooter, {
		differentOddEven: true,
		oddFooter: `&R${PAGE_NUMBER}`,
		evenFooter: `&L${PAGE_NUMBER}`
	});
}

/** The pages of a table: its head, the areas, the title and who signs on each of them. */
export function setUpTablePages(sheet: Worksheet, content: DocumentContent): void {
	setUpPage(sheet);
	Object.assign(sheet.pageSetup, { scale: 80, printTitlesRow: '1:1', printTitlesColumn: 'A:B' });
	const header = `&C&"方正小标宋简体"&14${plain(content.title)}`;
	const footer = `&L&"仿宋"&10${plain(signatureOf(content).join('\u3000'))}&R${PAGE_NUMBER}`;
	Object.assign(sheet.headerFooter, { oddHeader: header, evenHeader: header, oddFooter: footer, evenFooter: footer });
}
