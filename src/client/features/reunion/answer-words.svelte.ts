import type { ReunionAnswer, Whereabouts } from '#domain/reunion/answer.ts';
import { DESTINATION_NAMES } from '#domain/stays/commands.ts';
import { formatShortDateTime } from '#client/i18n/format.ts';
import { locale } from '#client/i18n/locale.svelte.ts';
import { messages } from './messages.ts';

/** What is said to the asker: the words, and a line beneath them. */
export interface AnswerWords {
	words: string;
	more: string;
}

function whereWords(where: Whereabouts): AnswerWords {
	const t = messages[locale.current];
	switch (where.at) {
		case 'shelter':
			return { words: t.safeAt(where.placeName), more: t.since(formatShortDateTime(where.since)) };
		case 'left': {
			const to = where.destination && DESTINATION_NAMES[where.destination][locale.current];
			return { words: to ? t.left(to) : t.leftUnknown, more: t.leftSince(formatShortDateTime(where.since)) };
		}
		case 'unsettled':
			return { words: t.unsettled, more: '' };
		case 'registered':
			return { words: t.registered, more: '' };
	}
}

/** An answer in words that can be read aloud as they stand. Reactive. */
export function answerWords(answer: ReunionAnswer): AnswerWords {
	const t = messages[locale.current];
	if (answer.kind === 'told') return whereWords(answer.where);
	return answer.kind === 'kept' ? { words: t.kept, more: t.keptMore } : { words: t.askDocument, more: '' };
}
