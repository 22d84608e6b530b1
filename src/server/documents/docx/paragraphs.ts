import { AlignmentType, LineRuleType, Paragraph, TextRun, type IParagraphOptions } from 'docx';
import { LINE_PITCH } from '../page.ts';
import { WORD_FACES, type WordFace } from './font-table.ts';

/** Twentieths of a point, in which Word measures. */
export const twips = (points: number) => Math.round(points * 20);

export interface WordType {
	face: WordFace;
	/** Points. */
	size: number;
	colour?: string;
}

/** The basic plane up to the characters that the official typefaces have. */
const isRare = (character: string) => {
	const codePoint = character.codePointAt(0) ?? 0;
	return (
		codePoint > 0xffff || (codePoint >= 0x3400 && codePoint <= 0x4dbf) || (codePoint >= 0x9fa6 && codePoint <= 0x9fff)
	);
};

/** A text in runs: rare characters in the typeface that has them. */
export function wordRuns(text: string, { face, size, colour }: WordType): TextRun[] {
	const parts: { isRare: boolean; text: string }[] = [];
	for (const character of text) {
		const last = parts.at(-1);
		if (last?.isRare === isRare(character)) last.text += character;
		else parts.push({ isRare: isRare(character), text: character });
	}
	return parts.map((part) => {
		const name = WORD_FACES[part.isRare ? 'rare' : face];
		const latin = part.isRare ? name : 'Times New Roman';
		return new TextRun({
			text: part.text,
			font: { ascii: latin, hAnsi: latin, cs: latin, eastAsia: name, hint: 'eastAsia' },
			size: size * 2,
			...(colour ? { color: colour } : {})
		});
	});
}

/** A paragraph at the fixed pitch of the page. */
export function wordParagraph(text: string, type: WordType, more: Omit<IParagraphOptions, 'children'> = {}): Paragraph {
	return new Paragraph({
		spacing: { line: twips(LINE_PITCH), lineRule: LineRuleType.EXACT, before: 0, after: 0 },
		...more,
		children: wordRuns(text, type)
	});
}

/** A paragraph of running text: two characters in, both edges straight. */
export function bodyParagraph(text: string, type: WordType, more: Omit<IParagraphOptions, 'children'> = {}): Paragraph {
	return wordParagraph(text, type, {
		alignment: AlignmentType.JUSTIFIED,
		indent: { firstLine: twips(2 * type.size) },
		...more
	});
}
