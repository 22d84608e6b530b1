import { createInflateRaw } from 'node:zlib';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { FileRefusal } from '../table.ts';
import { XmlFault } from './xml-scanner.ts';

/** Files of a workbook that may be there; a zip with more entries is no workbook. */
const MAX_ENTRIES = 2_000;
/** The usual way of packing; the other is none. */
const DEFLATE = 8;
const CHUNK = 131_072;

/** The parts of a zip file, read one at a time under one cap on what is unpacked from it in all. */
export class ZipParts {
	readonly #zip: ZipFile;
	readonly #entries: ReadonlyMap<string, Entry>;
	#budget: number;

	private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, budget: number) {
		this.#zip = zip;
		this.#entries = entries;
		this.#budget = budget;
	}

	/** @throws FileRefusal for what is no zip file, or is one with too many entries or encrypted ones */
	static open(bytes: Uint8Array, unpackedBytes: number): Promise<ZipParts> {
		return new Promise((resolve, reject) => {
			const damaged = (error: Error | null) => reject(damagedFile(error));
			fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true }, (error, zip) => {
				if (error) return damaged(error);
				const entries = new Map<string, Entry>();
				if (zip.entryCount > MAX_ENTRIES) return damaged(null);
				zip.on('error', damaged);
				zip.on('end', () => resolve(new ZipParts(zip, entries, unpackedBytes)));
				zip.on('entry', (entry: Entry) => {
					if (entry.isEncrypted()) return reject(encryptedFile());
					entries.set(entry.fileName.toLowerCase(), entry);
					zip.readEntry();
				});
				zip.readEntry();
			});
		});
	}

	has(path: string): boolean {
		return this.#entries.has(path.toLowerCase());
	}

	/**
	 * Unpacks a part chunk by chunk, waiting where the taker asks to; a part that is not there gives nothing.
	 *
	 * @throws FileRefusal when more comes out than the file may hold in all, whatever it declares
	 */
	async read(path: string, take: (chunk: Buffer) => void | Promise<void> | undefined): Promise<void> {
		const entry = this.#entries.get(path.toLowerCase());
		if (!entry) return;
		if (entry.uncompressedSize > this.#budget) throw tooMuch();
		let left = entry.uncompressedSize;
		try {
			for await (const chunk of await this.#unpack(entry)) {
				this.#budget -= chunk.length;
				left -= chunk.length;
				if (this.#budget < 0) throw tooMuch();
				if (left < 0) throw new Error('more comes out of the part than it declares');
				const settled = take(chunk);
				if (settled) await settled;
			}
			if (left > 0) throw new Error('less comes out of the part than it declares');
		} catch (error) {
			if (error instanceof FileRefusal || error instanceof XmlFault) throw error;
			throw damagedFile(error as Error);
		}
	}

	/** Unpacks in large chunks: each costs a way to another thread and back. */
	async #unpack(entry: Entry): Promise<AsyncIterable<Buffer>> {
		const isDeflated = entry.compressionMethod === DEFLATE;
		const stream = await this.#zip.openReadStreamPromise(entry, isDeflated ? { decompress: false } : {});
		if (!isDeflated) return stream as AsyncIterable<Buffer>;
		const inflate = createInflateRaw({ chunkSize: CHUNK });
		stream.on('error', (error) => inflate.destroy(error));
		return stream.pipe(inflate) as AsyncIterable<Buffer>;
	}
}

/** A workbook that holds far more than the table it is read for could. */
export function tooMuch(): FileRefusal {
	return new FileRefusal(
		'解压后内容过大，可能不是正常的表格；请只保留需要的工作表和行',
		'it unpacks to far too much; keep only the sheet and rows you need'
	);
}

function damagedFile(cause: Error | null): FileRefusal {
	const refusal = new FileRefusal(
		'文件已损坏或不是 XLSX 表格，请重新另存为 .xlsx',
		'it is damaged or no XLSX workbook; save it again as .xlsx'
	);
	refusal.cause = cause;
	return refusal;
}

/** A workbook that opens only with a password. */
export function encryptedFile(): FileRefusal {
	return new FileRefusal(
		'文件设有打开密码，请在 Excel 或 WPS 中取消密码后再上传',
		'it is locked with a password; remove it in Excel or WPS and upload again'
	);
}
