import { SaxesParser } from 'saxes';
import { FileRefusal } from '../table.ts';
import type { ZipParts } from './zip.ts';

type Attributes = Readonly<Record<string, string>>;

/** What a reader of one XML part wants to hear; names come without their namespace prefix. */
export interface XmlHandlers {
	open?(name: string, attributes: Attributes): void;
	text?(text: string): void;
	close?(name: string): void;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Reads a part as XML, as it is unpacked. Document types are refused: a workbook has none, and only they can declare
 * entities that grow.
 *
 * @throws FileRefusal for anything that is not plain well-formed XML
 */
export async function readXml(parts: ZipParts, path: string, handlers: XmlHandlers): Promise<void> {
	if (!parts.has(path)) return;
	const parser = new SaxesParser({ xmlns: false, position: false });
	const decoder = new TextDecoder('utf-8');
	const damaged = () => new FileRefusal(`文件内容不合规范（${path}）`, `its content is malformed (${path})`);
	parser.on('doctype', () => {
		throw new FileRefusal('文件含有不允许的实体定义', 'it declares XML entities, which no workbook needs');
	});
	parser.on('error', () => {
		throw damaged();
	});
	parser.on('opentag', ({ name, attributes }) => handlers.open?.(local(name), attributes));
	parser.on('text', (text) => handlers.text?.(text));
	parser.on('cdata', (text) => handlers.text?.(text));
	parser.on('closetag', ({ name }) => handlers.close?.(local(name)));
	await parts.read(path, (chunk) => parser.write(decoder.decode(chunk, { stream: true })));
	parser.write(decoder.decode()).close();
}
