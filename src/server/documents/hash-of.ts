import { createHash } from 'node:crypto';
import { seenOf, type DocumentFacts } from '#domain/documents/facts.ts';
import type { DocumentContent } from '#domain/documents/document.ts';
import { canonicalJson } from '#domain/shared/canonical-json.ts';

function sha256Of(data: string | Uint8Array): string {
	return createHash('sha256').update(data).digest('hex');
}

/** SHA-256 of a document's content: anybody with the content can find it again. */
export function hashOfContent(content: DocumentContent): string {
	return sha256Of(canonicalJson(content));
}

/** SHA-256 of what a draft is made from. */
export function hashOfFacts(facts: DocumentFacts): string {
	return sha256Of(canonicalJson(seenOf(facts)));
}

export function hashOfFile(bytes: Uint8Array): string {
	return sha256Of(bytes);
}
