import { composeDocument } from '#domain/documents/compose-document.ts';
import type { DocumentContent } from '#domain/documents/document.ts';
import { draftWords } from '#domain/documents/draft-document.ts';
import { someAreas, someFacts, someWords } from '../../domain/documents/facts.ts';

/** A document of 24 townships, its words the first ones. */
export function someContent(kind: DocumentContent['kind']): DocumentContent {
	const facts = someFacts({ kind, areas: someAreas(24) });
	const { texts } = draftWords(facts);
	const content = composeDocument(facts, someWords({ texts }), '2026-01-20T00:31:00.000Z');
	if (!content.ok) throw new Error(content.problem.code);
	return content.value;
}
