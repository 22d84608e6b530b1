import PDFDocument from 'pdfkit';
import { PAGE_MM, points, SIZES } from '../page.ts';
import { breakLines } from './break-lines.ts';
import { bytesOf, FACES, runsOf, widthOf, type Face } from './typefaces.ts';

export interface Type {
	face: Face;
	size: number;
	/** RRGGBB; black when left out. */
	colour?: string;
}

export const LEFT = points(PAGE_MM.left);
export const TOP = points(PAGE_MM.top);
export const WIDTH = points(PAGE_MM.textWidth);
export const BOTTOM = TOP + points(PAGE_MM.textHeight);

/** The pages of a document while they are written, top down; `y` is how far it has come. */
export class Sheet {
	readonly #doc: PDFKit.PDFDocument;
	y = TOP;

	constructor(title: string, issuer: string, issuedAt: string) {
		const at = new Date(issuedAt);
		this.#doc = new PDFDocument({
			size: [points(PAGE_MM.width), points(PAGE_MM.height)],
			margin: 0,
			bufferPages: true,
			lang: 'zh-CN',
			displayTitle: true,
			info: { Title: title, Author: issuer, Producer: 'Anlan', Creator: 'Anlan', CreationDate: at, ModDate: at }
		});
		for (const face of FACES) this.#doc.registerFont(face, bytesOf(face));
	}

	/** Whether something this high still fits on the page. */
	fits(height: number): boolean {
		return this.y + height <= BOTTOM + 0.01;
	}

	newPage(): void {
		this.#doc.addPage();
		this.y = TOP;
	}

	/** How wide a text is. */
	measure(text: string, { face, size }: Type): number {
		return widthOf(runsOf(text, face), size);
	}

	lines(text: string, width: number, type: Type, indent = 0): string[] {
		return breakLines(text, width, (part) => this.measure(part, type), indent);
	}

	/** Writes a line with its baseline at `baseline`; `spread` is put after each character. */
	write(text: string, x: number, baseline: number, { face, size, colour = '000000' }: Type, spread = 0): void {
		let at = x;
		this.#doc.fillColor(`#${colour}`).fontSize(size);
		for (const run of runsOf(text, face)) {
			const options = { lineBreak: false, baseline: 'alphabetic' as const, characterSpacing: spread };
			this.#doc.font(run.face).text(run.text, at, baseline, options);
			at += widthOf([run], size) + spread * [...run.text].length;
		}
	}

	rule(x1: number, y1: number, x2: number, y2: number, thickness: number, colour = '000000'): void {
		this.#doc.lineWidth(thickness).strokeColor(`#${colour}`).moveTo(x1, y1).lineTo(x2, y2).stroke();
	}

	/** Numbers the pages, 7 mm below the text: outside, so right on odd pages and left on even ones. Ends the document. */
	async finish(): Promise<Buffer> {
		const type: Type = { face: 'body', size: SIZES.四号 };
		const { count } = this.#doc.bufferedPageRange();
		for (let page = 0; page < count; page++) {
			this.#doc.switchToPage(page);
			const text = `— 第${page + 1}页 共${count}页 —`;
			const x = page % 2 === 0 ? LEFT + WIDTH - type.size - this.measure(text, type) : LEFT + type.size;
			this.write(text, x, BOTTOM + points(7) + type.size * 0.4, type);
		}
		const pieces: Buffer[] = [];
		this.#doc.on('data', (piece: Buffer) => pieces.push(piece));
		const ended = new Promise<void>((resolve) => this.#doc.on('end', resolve));
		this.#doc.end();
		await ended;
		return Buffer.concat(pieces);
	}
}
