import { SaxesParser } from 'saxes';
import { FileRefusal } from '../table.ts';
import { XmlFault, XmlScanner, type ScanHandlers } from './xml-scanner.ts';
import type { ZipParts } from './zip.ts';

type Attributes = Readonly<Record<string, string>>;

/** What a reader of one XML part wants to hear; names come without their namespace prefix. */
export interface XmlHandlers {
	open?(name: string, attributes: Attributes): void;
	text?(text: string): void;
	close?(name: string): void;
}

const malformed = (path: string) =>
	new FileRefusal(`文件内容不合规范（${path}）`, `its content is malformed (${path})`);
const forbidden = () =>
	new FileRefusal('文件含有不允许的实体定义', 'it declares XML entities, which no workbook needs');

const local = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Reads a small part as XML, as it is unpacked. Document types are refused: a workbook has none, and only they can declare
 * entities that grow.
 *
 * @throws FileRefusal for anything that is not plain well-formed XML
 */
export async function readXml(parts: ZipParts, path: string, handlers: XmlHandlers): Promise<void> {
	if (!parts.has(path)) return;
	const parser = new SaxesParser({ xmlns: false, position: false });
	const decoder = new TextDecoder('utf-8');
	parser.on('doctype', () => {
		throw forbidden();
	});
	parser.on('error', () => {
		throw malformed(path);
	});
	parser.on('opentag', ({ name, attributes }) => handlers.open?.(local(name), attributes));
	parser.on('text', (text) => handlers.text?.(text));
	parser.on('cdata', (text) => handlers.text?.(text));
	parser.on('closetag', ({ name }) => handlers.close?.(local(name)));
	await parts.read(path, (chunk) => void parser.write(decoder.decode(chunk, { stream: true })));
	parser.write(decoder.decode()).close();
}

/** Where the last letter that is whole ends, or begins: never within one of several bytes. */
function endOfLetter(bytes: Buffer): number {
	let end = bytes.length - 1;
	while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
	return end;
}

const GREATER = 0x3e;
const PIECE = 65_536;

/**
 * Reads a large part as XML in pieces that end with a tag, as it is unpacked. After each piece `settle` is waited for
 * if it gives something to wait for.
 *
 * @throws FileRefusal for anything that is not plain well-formed XML
 */
export async function scanXml(
	parts: ZipParts,
	path: string,
	handlers: ScanHandlers,
	settle?: () => Promise<void> | undefined
): Promise<void> {
	if (!parts.has(path)) return;
	const scanner = new XmlScanner(handlers);
	let waiting: Buffer = Buffer.alloc(0);
	try {
		await parts.read(path, (chunk) => {
			waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
			if (waiting.length < PIECE) return undefined;
			// Cut at the end of a tag: no letter of several bytes is divided, and the text of a piece is one flat string.
			const end = waiting.lastIndexOf(GREATER) + 1 || endOfLetter(waiting);
			scanner.write(waiting.toString('utf8', 0, end));
			waiting = waiting.subarray(end);
			return settle?.();
		});
		scanner.write(waiting.toString('utf8'));
		scanner.end();
	} catch (error) {
		if (!(error instanceof XmlFault)) throw error;
		throw error.isForbidden ? forbidden() : malformed(path);
	}
}
