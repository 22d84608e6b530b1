import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

const require = createRequire(import.meta.url);

/** Free equals of the official typefaces (SIL Open Font License): 仿宋, 小标宋 and 黑体. */
const FILES = {
	body: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
	title: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
	heading: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf'
} as const;
export type Face = keyof typeof FILES;
export const FACES = Object.keys(FILES) as Face[];

/** Where a character is looked for that a typeface lacks. */
const FURTHER: Record<Face, Face[]> = { body: ['heading'], title: ['body', 'heading'], heading: ['body'] };

/** Text of one typeface. */
export interface Run {
	face: Face;
	text: string;
}

interface Opened {
	bytes: Buffer;
	font: Font;
	/** Widths of characters in thousandths of the type size. */
	widths: Map<number, number>;
}

const opened = new Map<Face, Opened>();

function open(face: Face): Opened {
	let one = opened.get(face);
	if (!one) {
		const bytes = withoutLayoutRules(readFileSync(require.resolve(FILES[face])));
		one = { bytes, font: create(bytes) as Font, widths: new Map() };
		opened.set(face, one);
	}
	return one;
}

/**
 * A font file whose rules of joining and kerning are hidden: one character is one glyph here, as wide as it is by
 * itself, so that figures stand in columns and a page is set ten times faster. Their tables are renamed in the
 * directory at the head of the file.
 */
function withoutLayoutRules(bytes: Buffer): Buffer {
	const tables = bytes.readUInt16BE(4);
	for (let table = 0; table < tables; table++) {
		const at = 12 + 16 * table;
		const tag = bytes.toString('latin1', at, at + 4);
		if (tag === 'GSUB' || tag === 'GPOS') bytes.write(tag.toLowerCase(), at, 'latin1');
	}
	return bytes;
}

/** The file of a typeface, to be embedded as far as it is used. */
export function bytesOf(face: Face): Buffer {
	return open(face).bytes;
}

function faceFor(face: Face, codePoint: number): Face | null {
	return [face, ...FURTHER[face]].find((each) => open(each).font.hasGlyphForCodePoint(codePoint)) ?? null;
}

/** A text in runs, each in the typeface that has its characters; one that none has is written as its code: 〔U+2A6A5〕. */
export function runsOf(text: string, face: Face): Run[] {
	const runs: Run[] = [];
	const add = (of: Face, part: string) => {
		const last = runs.at(-1);
		if (last?.face === of) last.text += part;
		else runs.push({ face: of, text: part });
	};
	for (const character of text) {
		const codePoint = character.codePointAt(0) ?? 0;
		const found = faceFor(face, codePoint);
		if (found) add(found, character);
		else add(face, `〔U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}〕`);
	}
	return runs;
}

/** How wide runs are at a type size, in points. */
export function widthOf(runs: readonly Run[], size: number): number {
	let thousandths = 0;
	for (const { face, text } of runs) for (const character of text) thousandths += advanceOf(face, character);
	return (thousandths * size) / 1000;
}

function advanceOf(face: Face, character: string): number {
	const { font, widths } = open(face);
	const codePoint = character.codePointAt(0) ?? 0;
	let width = widths.get(codePoint);
	if (width === undefined) {
		width = (font.glyphForCodePoint(codePoint).advanceWidth * 1000) / font.unitsPerEm;
		widths.set(codePoint, width);
	}
	return width;
}
