import { inflateSync } from 'node:zlib';
import { create, type Font } from 'fontkit';

/** A typeface in a PDF: the glyphs that are embedded, and which character each is read as. */
export interface ReadFont {
	name: string;
	font: Font;
	characters: Map<number, string>;
}

/** A text on a page, with where it begins in points from the top left. */
export interface ReadText {
	x: number;
	y: number;
	text: string;
	/** Each glyph has an outline (blanks aside). */
	isDrawn: boolean;
}

export interface ReadPage {
	width: number;
	height: number;
	texts: ReadText[];
}

/** Reads back what our own PDFs hold: enough of the format to see what a reader sees. */
export function readPdf(bytes: Buffer): { pages: ReadPage[]; fonts: ReadFont[] } {
	const objects = readObjects(bytes);
	const refOf = (body: string, key: string) => Number(new RegExp(`/${key} \\[?\\s*(\\d+) 0 R`).exec(body)?.[1]);
	const fonts = new Map<number, ReadFont>();
	for (const [id, { body }] of objects) {
		if (!body.includes('/Subtype /Type0')) continue;
		const descendant = objects.get(refOf(body, 'DescendantFonts'))!.body;
		const descriptor = objects.get(refOf(descendant, 'FontDescriptor'))!.body;
		const file = objects.get(refOf(descriptor, 'FontFile2'))!.stream!;
		const toUnicode = objects.get(refOf(body, 'ToUnicode'))!.stream!.toString('latin1');
		const name = /\/BaseFont \/(\S+)/.exec(body)?.[1] ?? '';
		fonts.set(id, { name, font: create(file) as Font, characters: readToUnicode(toUnicode) });
	}
	const pages = [...objects.values()].filter(({ body }) => /\/Type \/Page\b(?!s)/.test(body));
	return {
		fonts: [...fonts.values()],
		pages: pages.map(({ body }) => {
			const [width = 0, height = 0] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(body)!.slice(1).map(Number);
			const resources = objects.get(refOf(body, 'Resources'))?.body ?? body;
			const named = new Map(
				[...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, fonts.get(Number(id))!])
			);
			const content = objects.get(refOf(body, 'Contents'))!.stream!.toString('latin1');
			return { width, height, texts: readTexts(content, named, height) };
		})
	};
}

function readObjects(bytes: Buffer): Map<number, { body: string; stream: Buffer | null }> {
	const text = bytes.toString('latin1');
	const objects = new Map<number, { body: string; stream: Buffer | null }>();
	for (const { 1: id, index } of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
		const end = text.indexOf('\nendobj', index);
		const begun = text.indexOf('stream\n', index);
		const hasStream = begun >= 0 && begun < end;
		const body = text.slice(index, hasStream ? begun : end);
		const length = Number(/\/Length (\d+)/.exec(body)?.[1]);
		const raw = hasStream ? bytes.subarray(begun + 7, begun + 7 + length) : null;
		const stream = raw && body.includes('/FlateDecode') ? inflateSync(raw) : raw;
		objects.set(Number(id), { body, stream });
	}
	return objects;
}

const utf16 = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** PDFKit writes ranges with a list: `<0000> <00ff> [<0000> <4e00> …]`. */
function readToUnicode(cmap: string): Map<number, string> {
	const characters = new Map<number, string>();
	for (const [, from, , list] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi))
		for (const [at, [, hex]] of [...(list ?? '').matchAll(/<([0-9a-f ]*)>/gi)].entries())
			characters.set(parseInt(from!, 16) + at, utf16((hex ?? '').replaceAll(' ', '')));
	return characters;
}

function readTexts(content: string, fonts: Map<string, ReadFont>, height: number): ReadText[] {
	const texts: ReadText[] = [];
	for (const [, block] of content.matchAll(/BT\n([\s\S]*?)\nET/g)) {
		const [, x = '0', y = '0'] = /1 0 0 1 ([\d.-]+) ([\d.-]+) Tm/.exec(block!) ?? [];
		const { font, characters } = fonts.get(/\/(F\d+) [\d.]+ Tf/.exec(block!)![1]!)!;
		const codes = [...block!.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? []);
		const glyphs = codes.map((code) => parseInt(code, 16));
		const text = glyphs.map((glyph) => characters.get(glyph) ?? '?').join('');
		const isDrawn = glyphs.every(
			(glyph) =>
				glyph !== 0 && (/\s/.test(characters.get(glyph) ?? '') || font.getGlyph(glyph).path.commands.length > 0)
		);
		texts.push({ x: Number(x), y: height - Number(y), text, isDrawn });
	}
	return texts;
}
