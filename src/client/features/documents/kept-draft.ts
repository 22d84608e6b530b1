import type { DocumentKind } from '#domain/documents/document.ts';
import type { DocumentWords } from '#domain/documents/issue-document.ts';
import { findOnDevice, keepOnDevice } from '#client/live/device-cache.ts';

const WAIT_MS = 200;

const nameOf = (eventId: string, kind: DocumentKind) => `document.${kind}.${eventId}`;

/**
 * Keeps what was written for a document on this device once typing rests, sealed with the account's key. Returns the way
 * to call it off.
 */
export function keepWords(eventId: string, kind: DocumentKind, words: DocumentWords): () => void {
	const timer = setTimeout(() => void keepOnDevice(nameOf(eventId, kind), words), WAIT_MS);
	return () => clearTimeout(timer);
}

/** What was written and not issued; null when there is nothing. */
export async function keptWords(eventId: string, kind: DocumentKind): Promise<DocumentWords | null> {
	return (await findOnDevice<DocumentWords | null>(nameOf(eventId, kind)))?.value ?? null;
}

export function forgetWords(eventId: string, kind: DocumentKind): Promise<void> {
	return keepOnDevice(nameOf(eventId, kind), null);
}
