import { draftTexts } from './bulletin-text.ts';
import { DOCUMENT_KINDS } from './document.ts';
import type { DocumentFacts } from './facts.ts';
import type { DocumentWords } from './issue-document.ts';

/** The first words of a document: those of the office from the issue before, the sentences from the figures. */
export function draftWords(facts: DocumentFacts): DocumentWords {
	const { kind, county, event, previous } = facts;
	return {
		title: `${event.name}${DOCUMENT_KINDS[kind].zh}`,
		issuer: previous?.issuer ?? `${county}应急管理局`,
		reference: '',
		responsible: previous?.responsible ?? '',
		filledBy: previous?.filledBy ?? '',
		texts: kind === 'bulletin' ? draftTexts(facts) : { situation: '', response: '', next: '' }
	};
}
