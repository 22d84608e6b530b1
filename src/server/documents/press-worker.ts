import { parentPort } from 'node:worker_threads';
import { DOCUMENT_FORMATS } from '#domain/documents/document.ts';
import type { PrintedFile, PrintJob } from './press.ts';
import { renderDocument } from './render-document.ts';

async function print({ content, sha256 }: PrintJob): Promise<PrintedFile[]> {
	const files: PrintedFile[] = [];
	for (const format of DOCUMENT_FORMATS)
		files.push({ format, bytes: Uint8Array.from(await renderDocument(format, content, sha256)) });
	return files;
}

parentPort?.on('message', (job: PrintJob) => {
	print(job).then(
		(files) => parentPort?.postMessage({ id: job.id, files }),
		(error: unknown) => parentPort?.postMessage({ id: job.id, error: String(error) })
	);
});
