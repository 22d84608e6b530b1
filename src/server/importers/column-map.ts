import { FileRefusal } from './table.ts';

/** A column of a template: its header in both languages, and what others call it. */
export interface Column {
	zh: string;
	en: string;
	aliases: readonly string[];
	isRequired: boolean;
}

/** Which column of the file is which, and which are not understood. */
export interface ColumnMap<Key extends string> {
	indexes: Partial<Record<Key, number>>;
	/** The header as it stands in the file, for naming a column in words. */
	headers: Partial<Record<Key, string>>;
	ignored: string[];
	/** Required columns that the file lacks. */
	missing: Key[];
}

/**
 * Says which columns a file lacks.
 *
 * @throws FileRefusal naming them, where there are any
 */
export function refuseMissing(missing: readonly Column[]): void {
	if (missing.length === 0) return;
	const [zh, en] = [missing.map((column) => column.zh).join('、'), missing.map((column) => column.en).join(', ')];
	throw new FileRefusal(`缺少列：${zh}。请使用模板`, `columns are missing: ${en}. Use the template`);
}

/** A header without what people add to it: brackets with units, asterisks, blanks. */
function bare(header: string): string {
	return header
		.replace(/[（(][^）)]*[）)]/g, '')
		.replace(/[\s\u3000*＊:：/、]/g, '')
		.toLowerCase();
}

/** Finds the columns by their Chinese or English header or a usual other name. */
export function findColumns<Key extends string>(
	columns: Readonly<Record<Key, Column>>,
	header: readonly string[]
): ColumnMap<Key> {
	const keys = Object.keys(columns) as Key[];
	const map: ColumnMap<Key> = { indexes: {}, headers: {}, ignored: [], missing: [] };
	header.forEach((text, index) => {
		const key = keys.find((candidate) => {
			const { zh, en, aliases } = columns[candidate];
			return [zh, en, ...aliases].some((name) => bare(name) === bare(text));
		});
		if (key && map.indexes[key] === undefined) {
			map.indexes[key] = index;
			map.headers[key] = text;
		} else if (text !== '') map.ignored.push(text);
	});
	map.missing = keys.filter((key) => columns[key].isRequired && map.indexes[key] === undefined);
	return map;
}
