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

/** Offers bytes in base64 to the user as a file. */
export function saveFile({
	fileName,
	contentType,
	content
}: {
	fileName: string;
	contentType: string;
	content: string;
}) {
	const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
	const url = URL.createObjectURL(new Blob([bytes], { type: contentType }));
	const link = document.createElement('a');
	link.href = url;
	link.download = fileName;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
