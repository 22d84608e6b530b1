import type { DocumentContent, DocumentFormat } from '#domain/documents/document.ts';
import { JobThread } from '../threads/job-thread.ts';

const program = new URL('./press-worker.ts', import.meta.url);
const MOST_MS = 25_000;

export interface PrintJob {
	content: DocumentContent;
	sha256: string;
}

export interface PrintedFile {
	format: DocumentFormat;
	bytes: Uint8Array<ArrayBuffer>;
}

/** Sets documents in a thread of its own, where the typefaces stay open for a while. */
export class DocumentPress {
	readonly #thread = new JobThread<PrintJob, PrintedFile[]>(program, MOST_MS);

	/** The files of a document, one for each format. */
	print(content: DocumentContent, sha256: string): Promise<PrintedFile[]> {
		return this.#thread.do({ content, sha256 });
	}

	/** Ends the thread; what it was at fails. */
	stop(): Promise<void> {
		return this.#thread.stop();
	}
}
