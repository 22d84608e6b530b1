import { SaxesParser } from 'saxes';
import { CAP_BYTES } from '#domain/warnings/take-warning.ts';
import { decodeText } from '../csv.ts';
import { FileRefusal } from '../table.ts';

/** An element of a CAP file: its name, and text or children. */
export interface CapElement {
	name: string;
	text: string;
	children: CapElement[];
}

export const CAP_NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2';
/** Caps on a file: the largest real warnings, with hundreds of polygons, hold a tenth of it. */
export const CAP_LIMITS = { bytes: CAP_BYTES, elements: 20_000, depth: 8, text: 200_000 };

/**
 * Reads a CAP file into its elements. Document types, and with them entities, are refused; so is anything that is not
 * well-formed, too big or too deep. Elements of other namespaces (signatures, extensions) are passed over.
 *
 * @throws FileRefusal with what is wrong and where
 */
export function readCapTree(bytes: Uint8Array): CapElement {
	if (bytes.byteLength > CAP_LIMITS.bytes)
		throw new FileRefusal('预警文件超过 2 MB', 'a warning of more than 2 MB is none');
	const text = textOf(bytes);
	const parser = new SaxesParser({ xmlns: true, position: true });
	const open: CapElement[] = [];
	let root: CapElement | null = null;
	let elements = 0;
	let foreign = 0;
	const refuse = (zh: string, en: string): never => {
		throw new FileRefusal(`${zh}（第 ${parser.line} 行）`, `${en} (line ${parser.line})`);
	};
	parser.on('doctype', () =>
		refuse('文件含有文档类型或实体定义，不允许', 'it has a document type or entities, which are not allowed')
	);
	parser.on('error', () => refuse('不是规范的 XML', 'it is not well-formed XML'));
	parser.on('opentag', ({ local, uri }) => {
		if (++elements > CAP_LIMITS.elements || open.length + foreign >= CAP_LIMITS.depth + (foreign > 0 ? 24 : 0))
			refuse('元素过多或嵌套过深', 'it has too many elements, or too deep ones');
		if (foreign > 0 || uri !== CAP_NAMESPACE) {
			if (open.length === 0 && foreign === 0)
				refuse('不是 CAP 1.2 预警文件', `it is not CAP 1.2 (namespace ${uri.slice(0, 60) || 'none'})`);
			foreign++;
			return;
		}
		const element: CapElement = { name: local, text: '', children: [] };
		open.at(-1)?.children.push(element);
		root ??= element;
		open.push(element);
	});
	const take = (piece: string) => {
		const element = open.at(-1);
		if (!element || foreign > 0) return;
		element.text += piece;
		if (element.text.length > CAP_LIMITS.text) refuse('有一段文字过长', 'one of its texts is too long');
	};
	parser.on('text', take);
	parser.on('cdata', take);
	parser.on('closetag', () => {
		if (foreign > 0) foreign--;
		else open.pop();
	});
	parser.write(text).close();
	return root ?? refuse('文件是空的', 'it is empty');
}

function textOf(bytes: Uint8Array): string {
	try {
		return decodeText(bytes).text;
	} catch (error) {
		if (!(error instanceof FileRefusal)) throw error;
		throw new FileRefusal(
			'不是 XML 文本，或编码不是 UTF-8、GB18030',
			'it is no XML text, or not encoded in UTF-8 or GB18030'
		);
	}
}
