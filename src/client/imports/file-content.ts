import { problem, type Problem } from '#domain/shared/problems.ts';
import { ok, refuse, type Result } from '#domain/shared/result.ts';

/** The most a file to import may hold. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** The bytes of a file as base64, as the server takes them. */
export function readAsBase64(file: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onerror = () => reject(reader.error ?? new Error('the file could not be read'));
		reader.onload = () => {
			const url = reader.result as string;
			resolve(url.slice(url.indexOf(',') + 1));
		};
		reader.readAsDataURL(file);
	});
}

/** A file of the user's, as the server takes it: its bytes in base64. */
export interface ChosenFile {
	fileName: string;
	content: string;
}

/** Reads a file that the user chose; refuses one that is too large or that the browser cannot read. */
export async function readChosen(chosen: File): Promise<Result<ChosenFile>> {
	if (chosen.size > MAX_FILE_BYTES) return refuse(problem('tooLarge', { limit: '5 MB' }));
	try {
		return ok({ fileName: chosen.name, content: await readAsBase64(chosen) });
	} catch (error) {
		return refuse(unreadable(error));
	}
}

/** What is said when the browser could not read a file: it was moved, or is still being written. */
export function unreadable(error: unknown): Problem {
	if (!(error instanceof DOMException)) throw error;
	return problem('invalidFile', { detailZh: error.message, detailEn: error.message });
}

/** A file as the server sends it, its bytes in base64. */
export interface SentFile extends ChosenFile {
	contentType: string;
}

/** Offers a file to the user. */
export function saveFile({ fileName, contentType, content }: SentFile) {
	const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
	const url = URL.createObjectURL(new Blob([bytes], { type: contentType }));
	const link = document.createElement('a');
	link.href = url;
	link.download = fileName;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
