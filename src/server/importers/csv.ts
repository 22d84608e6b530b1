import Papa from 'papaparse';
import { FileRefusal, type Cell, type RowSink, type TableLimits, type TableSource } from './table.ts';

const BYTE_ORDER_MARKS: readonly (readonly [encoding: string, ...bytes: number[]])[] = [
	['utf-8', 0xef, 0xbb, 0xbf],
	['utf-16le', 0xff, 0xfe],
	['utf-16be', 0xfe, 0xff]
];

/**
 * The text of a CSV file: by its byte order mark, else UTF-8 when it is valid, else GB18030 (what Excel in Chinese
 * saves; it contains GBK and GB2312).
 *
 * @throws FileRefusal when it is no text in any of them
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
	const marked = BYTE_ORDER_MARKS.find(([, ...mark]) => mark.every((byte, index) => bytes[index] === byte));
	for (const encoding of marked ? [marked[0]] : ['utf-8', 'gb18030']) {
		try {
			const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
			if (!text.includes('\0')) return { text, encoding };
		} catch (error) {
			if (!(error instanceof TypeError)) throw error;
		}
	}
	throw new FileRefusal(
		'不是表格文件：请上传 XLSX，或 UTF-8、GB18030 编码的 CSV',
		'it is not a table; upload XLSX, or CSV in UTF-8 or GB18030'
	);
}

/** Hands on the rows of a CSV file; the separator (comma, tab, semicolon, full-width comma) is found from its content. */
export function readCsv(bytes: Uint8Array, limits: TableLimits, sink: RowSink): TableSource {
	const { text, encoding } = decodeText(bytes);
	let line = 0;
	let refusal: FileRefusal | undefined;
	Papa.parse<string[]>(text, {
		delimiter: separatorOf(text),
		step: ({ data, errors }, parser) => {
			line++;
			try {
				if (errors.some((error) => error.type === 'Quotes'))
					throw new FileRefusal(`第 ${line} 行的引号不成对`, `row ${line} has a quote that is not closed`);
				sink.add(
					line,
					data.map((value) => textCell(value, limits))
				);
			} catch (error) {
				if (!(error instanceof FileRefusal)) throw error;
				refusal = error;
				parser.abort();
			}
		}
	});
	if (refusal) throw refusal;
	return { format: 'csv', sheet: null, encoding, merged: [] };
}

function separatorOf(text: string): string {
	const end = text.search(/[\r\n]/);
	const head = text.slice(0, end < 0 ? 2000 : Math.min(end, 2000));
	const [best] = [',', '\t', ';', '，']
		.map((separator) => ({ separator, count: head.split(separator).length }))
		.sort((a, b) => b.count - a.count);
	return best?.separator ?? ',';
}

function textCell(value: string, limits: TableLimits): Cell {
	if (value.length > limits.cellLength) throw tooLong(limits);
	return value === '' ? { kind: 'empty', text: '' } : { kind: 'text', text: value };
}

/** A cell longer than the limits allow. */
export function tooLong({ cellLength }: TableLimits): FileRefusal {
	return new FileRefusal(`有单元格超过 ${cellLength} 个字`, `a cell has more than ${cellLength} characters`);
}
