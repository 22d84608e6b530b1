import {
	AlignmentType,
	BorderStyle,
	Document,
	DocumentGridType,
	Footer,
	LineRuleType,
	Packer,
	PageNumber,
	Paragraph,
	TabStopType,
	TextRun,
	type FileChild
} from 'docx';
import type { DocumentContent } from '#domain/documents/document.ts';
import {
	captionOf,
	fingerprintOf,
	issueLineOf,
	mastheadOf,
	originOf,
	signatureOf
} from '#domain/documents/document-words.ts';
import { coreProperties, fixedZip } from '../fixed-zip.ts';
import { LINE_PITCH, PAGE_MM, points, RED, SIZES } from '../page.ts';
import { splitColumns } from '#domain/documents/split-columns.ts';
import { fontTable, WORD_FACES } from './font-table.ts';
import { bodyParagraph, twips, wordParagraph, wordRuns, type WordType } from './paragraphs.ts';
import { wordTable } from './word-table.ts';

const BODY: WordType = { face: 'body', size: SIZES.三号 };
const HEADING: WordType = { face: 'heading', size: SIZES.三号 };
const SMALL: WordType = { face: 'body', size: SIZES.五号 };
const centred = { alignment: AlignmentType.CENTER };
const CLOSE = { line: 240, lineRule: LineRuleType.AUTO };
const mm = (millimetres: number) => twips(points(millimetres));

/** A document for Word. The same content gives the same bytes. */
export async function writeDocx(content: DocumentContent, sha256: string): Promise<Buffer> {
	const { title, issuer, issuedAt } = content;
	const margin = {
		top: mm(PAGE_MM.top),
		left: mm(PAGE_MM.left),
		right: mm(PAGE_MM.width - PAGE_MM.left - PAGE_MM.textWidth),
		bottom: mm(PAGE_MM.height - PAGE_MM.top - PAGE_MM.textHeight),
		// The number of the page stands 7 mm below the text.
		footer: mm(PAGE_MM.height - PAGE_MM.top - PAGE_MM.textHeight - 7 - 5)
	};
	const document = new Document({
		title,
		creator: issuer,
		evenAndOddHeaderAndFooters: true,
		styles: {
			default: { document: { run: { font: WORD_FACES.body, size: SIZES.三号 * 2, language: { eastAsia: 'zh-CN' } } } }
		},
		sections: [
			{
				properties: {
					page: { size: { width: mm(PAGE_MM.width), height: mm(PAGE_MM.height) }, margin },
					grid: { type: DocumentGridType.LINES, linePitch: twips(LINE_PITCH) }
				},
				footers: {
					default: new Footer({ children: [pageNumber(AlignmentType.RIGHT)] }),
					even: new Footer({ children: [pageNumber(AlignmentType.LEFT)] })
				},
				children: [...masthead(content), ...body(content), ...ending(content, sha256)]
			}
		]
	});
	const packed = await Packer.toBuffer(document);
	return fixedZip(packed, {
		'docProps/core.xml': coreProperties(title, issuer, issuedAt),
		'word/fontTable.xml': fontTable()
	});
}

function masthead(content: DocumentContent): FileChild[] {
	const [issuer, date] = originOf(content);
	const text = mastheadOf(content);
	const size = Math.min(SIZES.小初, Math.floor(points(PAGE_MM.textWidth) / [...text].length));
	return [
		wordParagraph(text, { face: 'title', size, colour: RED }, { ...centred, spacing: CLOSE }),
		wordParagraph(issueLineOf(content), BODY, centred),
		wordParagraph(`\u3000${issuer}\t${date}\u3000`, BODY, {
			tabStops: [{ type: TabStopType.RIGHT, position: mm(PAGE_MM.textWidth) }],
			border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 4 } }
		}),
		wordParagraph('', BODY),
		wordParagraph(content.title, { face: 'title', size: SIZES.二号 }, { ...centred, spacing: CLOSE }),
		wordParagraph('', BODY)
	];
}

function body({ sections, table, notes }: DocumentContent): FileChild[] {
	const bands = splitColumns(table.columns);
	return [
		...sections.flatMap(({ heading, paragraphs }) => [
			bodyParagraph(heading, HEADING, { keepNext: true }),
			...paragraphs.map((paragraph) => bodyParagraph(paragraph, BODY))
		]),
		...bands.flatMap((band, index) => {
			const caption = captionOf(band, index, bands.length);
			return [
				wordParagraph(caption, { face: 'heading', size: SIZES.五号 }, { keepNext: true }),
				wordTable(table, band)
			];
		}),
		...notes.map((note) => bodyParagraph(`注：${note}`, SMALL, { spacing: CLOSE }))
	];
}

function ending(content: DocumentContent, sha256: string): FileChild[] {
	return [
		wordParagraph(signatureOf(content).join('\u3000\u3000'), { face: 'body', size: 12 }),
		wordParagraph(fingerprintOf(sha256), { face: 'body', size: 7.5 }, { spacing: CLOSE })
	];
}

/** — 第 x 页 共 y 页 —, counted by Word. */
function pageNumber(alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']): Paragraph {
	const type: WordType = { face: 'body', size: SIZES.四号 };
	const counted = (field: (typeof PageNumber)['CURRENT' | 'TOTAL_PAGES']) =>
		new TextRun({ children: [field], size: type.size * 2, font: 'Times New Roman' });
	return new Paragraph({
		alignment,
		indent: { left: twips(type.size), right: twips(type.size) },
		children: [
			...wordRuns('— 第', type),
			counted(PageNumber.CURRENT),
			...wordRuns('页 共', type),
			counted(PageNumber.TOTAL_PAGES),
			...wordRuns('页 —', type)
		]
	});
}
