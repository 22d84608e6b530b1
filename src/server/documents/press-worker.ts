import { DOCUMENT_FORMATS } from '#domain/documents/document.ts';
import { answerJobs } from '../threads/answer-jobs.ts';
import type { PrintedFile, PrintJob } from './press.ts';
import { renderDocument } from './render-document.ts';

answerJobs(async ({ content, sha256 }: PrintJob): Promise<PrintedFile[]> => {
	const files: PrintedFile[] = [];
	for (const format of DOCUMENT_FORMATS)
		files.push({ format, bytes: Uint8Array.from(await renderDocument(format, content, sha256)) });
	return files;
});
