import type { DocumentContent } from '#domain/documents/document.ts';
import { fingerprintOf, issueLineOf, mastheadOf, originOf, signatureOf } from '#domain/documents/document-words.ts';
import { LINE_PITCH, points, RED, SIZES } from '../page.ts';
import { LEFT, Sheet, WIDTH, type Type } from './sheet.ts';
import { writeTable } from './write-table.ts';

const BODY: Type = { face: 'body', size: SIZES.三号 };
const HEADING: Type = { face: 'heading', size: SIZES.三号 };
const TITLE: Type = { face: 'title', size: SIZES.二号 };
const SMALL: Type = { face: 'body', size: SIZES.五号 };
const SIGNATURE: Type = { face: 'body', size: 12 };
const FINGERPRINT: Type = { face: 'body', size: 7.5 };
const TITLE_PITCH = 33;
/** Where the baseline of a line stands within its pitch. */
const BASELINE = 0.72;

/** A document as PDF. The same content gives the same bytes. */
export function writePdf(content: DocumentContent, sha256: string): Promise<Buffer> {
	const sheet = new Sheet(content.title, content.issuer, content.issuedAt);
	writeMasthead(sheet, content);
	for (const line of sheet.lines(content.title, WIDTH, TITLE)) writeCentred(sheet, line, TITLE, TITLE_PITCH);
	sheet.y += LINE_PITCH / 2;
	for (const { heading, paragraphs } of content.sections) {
		// A heading never stands alone at the foot of a page.
		if (!sheet.fits(2 * LINE_PITCH)) sheet.newPage();
		writeParagraph(sheet, heading, HEADING, LINE_PITCH);
		for (const paragraph of paragraphs) writeParagraph(sheet, paragraph, BODY, LINE_PITCH);
	}
	writeTable(sheet, content.table);
	for (const note of content.notes) writeParagraph(sheet, `注：${note}`, SMALL, 16);
	writeSignature(sheet, signatureOf(content));
	if (!sheet.fits(12)) sheet.newPage();
	sheet.write(fingerprintOf(sha256), LEFT, sheet.y + 9, FINGERPRINT);
	return sheet.finish();
}

function writeMasthead(sheet: Sheet, content: DocumentContent): void {
	const masthead = mastheadOf(content);
	const type: Type = { face: 'title', size: SIZES.小初, colour: RED };
	const natural = sheet.measure(masthead, type);
	const fitted = natural > WIDTH ? { ...type, size: (type.size * WIDTH) / natural } : type;
	sheet.y += points(4);
	writeCentred(sheet, masthead, fitted, 48);
	writeCentred(sheet, issueLineOf(content), BODY, LINE_PITCH);
	const [issuer, date] = originOf(content);
	const baseline = sheet.y + LINE_PITCH * BASELINE;
	sheet.write(issuer, LEFT + BODY.size, baseline, BODY);
	sheet.write(date, LEFT + WIDTH - BODY.size - sheet.measure(date, BODY), baseline, BODY);
	sheet.y += LINE_PITCH;
	sheet.rule(LEFT, sheet.y + points(1), LEFT + WIDTH, sheet.y + points(1), 1.5, RED);
	sheet.y += LINE_PITCH;
}

function writeCentred(sheet: Sheet, text: string, type: Type, pitch: number): void {
	sheet.write(text, LEFT + (WIDTH - sheet.measure(text, type)) / 2, sheet.y + pitch * BASELINE, type);
	sheet.y += pitch;
}

/** A paragraph, its first line two characters in, full lines spread over the whole width. */
function writeParagraph(sheet: Sheet, text: string, type: Type, pitch: number): void {
	const indent = 2 * type.size;
	const lines = sheet.lines(text, WIDTH, type, indent);
	for (const [index, line] of lines.entries()) {
		if (!sheet.fits(pitch)) sheet.newPage();
		const inset = index === 0 ? indent : 0;
		const slack = WIDTH - inset - sheet.measure(line, type);
		const gaps = [...line].length - 1;
		const isFull = index < lines.length - 1 && gaps > 0 && slack < 5 * type.size;
		sheet.write(line, LEFT + inset, sheet.y + pitch * BASELINE, type, isFull ? slack / gaps : 0);
		sheet.y += pitch;
	}
}

/** Side by side across the page where they fit, else one below the other. */
function writeSignature(sheet: Sheet, parts: readonly string[]): void {
	const widths = parts.map((part) => sheet.measure(part, SIGNATURE));
	const free = WIDTH - widths.reduce((sum, width) => sum + width, 0);
	const gap = free / (parts.length - 1);
	const isAcross = gap >= SIGNATURE.size;
	if (!sheet.fits((isAcross ? 1 : parts.length) * LINE_PITCH)) sheet.newPage();
	let x = LEFT;
	for (const [index, part] of parts.entries()) {
		sheet.write(part, x, sheet.y + LINE_PITCH * BASELINE, SIGNATURE);
		if (isAcross) x += (widths[index] ?? 0) + gap;
		else sheet.y += LINE_PITCH;
	}
	if (isAcross) sheet.y += LINE_PITCH;
}
