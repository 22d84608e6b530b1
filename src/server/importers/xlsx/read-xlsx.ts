import type { RowSink, TableLimits, TableSource } from '../table.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheet } from './sheet.ts';
import { readDateStyles } from './styles.ts';
import { readWorkbook } from './workbook.ts';
import { ZipParts } from './zip.ts';

/** Hands on the rows of the first visible sheet of an XLSX workbook, streaming, under the limits. */
export async function readXlsx(bytes: Uint8Array, limits: TableLimits, sink: RowSink): Promise<TableSource> {
	const parts = await ZipParts.open(bytes, limits.unpackedBytes);
	const { sheetName, sheetPath, sharedStringsPath, stylesPath, isDate1904 } = await readWorkbook(parts);
	const dateStyles = stylesPath ? await readDateStyles(parts, stylesPath) : new Set<number>();
	const strings = sharedStringsPath ? await readSharedStrings(parts, sharedStringsPath, limits) : [];
	const merged = await readSheet(parts, sheetPath, { strings, dateStyles, isDate1904, limits }, sink);
	return { format: 'xlsx', sheet: sheetName, encoding: null, merged };
}
