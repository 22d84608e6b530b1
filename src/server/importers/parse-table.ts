import { ok, refuse, type Result } from '#domain/shared/result.ts';
import { readCsv } from './csv.ts';
import { FileRefusal, RowCollector, type RowSink, type Table, type TableLimits, type TableSource } from './table.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';
import { encryptedFile } from './xlsx/zip.ts';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** Compound files: old `.xls`, and `.xlsx` with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/** Reads a table by what the file is, not by its name. Runs in the worker of `readTable`; not to be called elsewhere. */
export async function parseTable(bytes: Uint8Array, limits: TableLimits): Promise<Result<Table>> {
	try {
		const collector = new RowCollector(limits);
		return ok(collector.table(await readRows(bytes, limits, collector)));
	} catch (error) {
		if (error instanceof FileRefusal) return refuse(error.problem);
		throw error;
	}
}

/**
 * Hands on the rows of a file as they are read, by what the file is, not by its name. For workers only.
 *
 * @throws FileRefusal
 */
export async function readRows(bytes: Uint8Array, limits: TableLimits, sink: RowSink): Promise<TableSource> {
	const startsWith = (magic: readonly number[]) => magic.every((byte, index) => bytes[index] === byte);
	if (startsWith(COMPOUND)) throw compoundRefusal(bytes);
	return startsWith(ZIP) ? readXlsx(bytes, limits, sink) : readCsv(bytes, limits, sink);
}

function compoundRefusal(bytes: Uint8Array): FileRefusal {
	const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
		Buffer.from('EncryptedPackage', 'utf16le')
	);
	if (isEncrypted) return encryptedFile();
	return new FileRefusal('这是旧版 .xls 文件，请另存为 .xlsx 再上传', 'it is an old .xls file; save it as .xlsx');
}
