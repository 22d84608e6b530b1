import { z } from 'zod';
import { EventAreas } from '../events/event-areas.ts';
import type { EventKind } from '../events/event.ts';
import { Command, Id, line, Moment, paragraph } from '../shared/fields.ts';
import { CAP_CATEGORY, CAP_CERTAINTY, CAP_SEVERITY, CAP_URGENCY, type WarningInfo } from './warning.ts';

/** Signs that XML has no way to write. */
const isXmlText = (text: string) => !/[\ufffe\uffff]/.test(text);
const xmlLine = (max: number) => line(max).refine(isXmlText, { error: 'controlCharacters' });
const xmlParagraph = (max: number) => paragraph(max).refine(isXmlText, { error: 'controlCharacters' });

/** What a notice says in one language. */
export const NoticeWords = z.object({
	/** What is warned of, in a few words. */
	event: xmlLine(60).min(1),
	/** The standard asks for at most 160 characters; a cancellation sets a word before it. */
	headline: xmlLine(140).min(1),
	description: xmlParagraph(4000),
	instruction: xmlParagraph(4000),
	/** Who warns, as the public knows it. */
	senderName: xmlLine(80).min(1)
});
export type NoticeWords = z.infer<typeof NoticeWords>;

/** A notice of the county's own (CAP out): a new one, or the update of one that stands. */
export const IssueNoticeInput = Command.extend({
	/** The notice of the county's own that this one updates; null for a new one. */
	updatesId: Id.nullable(),
	/** `Exercise` is for rehearsals; an update keeps that of what it updates. */
	status: z.enum(['Actual', 'Exercise']),
	category: z.enum(CAP_CATEGORY),
	urgency: z.enum(CAP_URGENCY),
	severity: z.enum(CAP_SEVERITY),
	certainty: z.enum(CAP_CERTAINTY),
	/** From when it holds; null for at once. */
	effective: Moment.nullable(),
	/** When what is warned of is expected to begin. */
	onset: Moment.nullable(),
	expires: Moment,
	/** Townships, or the county alone. */
	areaCodes: EventAreas,
	/** Whether the shapes of the county's map go out as polygons. */
	hasShapes: z.boolean(),
	contact: xmlLine(100),
	zh: NoticeWords,
	en: NoticeWords.nullable()
});
export type IssueNoticeInput = z.infer<typeof IssueNoticeInput>;

/** Ends a notice of the county's own before its time. */
export const CancelNoticeInput = Command.extend({ warningId: Id, reason: xmlLine(500).min(1) });
export type CancelNoticeInput = z.infer<typeof CancelNoticeInput>;

/** What is answered to a notice that went out. */
export interface IssuedNotice {
	warningId: string;
	identifier: string;
}

/** A notice as a file to hand on. */
export interface NoticeFile {
	fileName: string;
	contentType: 'application/cap+xml';
	/** Base64. */
	content: string;
}

const CATEGORIES: Partial<Record<EventKind, WarningInfo['categories'][number]>> = {
	geological: 'Geo',
	rockfall: 'Geo',
	landslide: 'Geo',
	debrisFlow: 'Geo',
	subsidence: 'Geo',
	earthquake: 'Geo',
	wildfire: 'Fire',
	biological: 'Env'
};

/** The category of the standard that a kind of disaster belongs to; the weather's where it names no other. */
export function categoryOfKind(kind: EventKind): WarningInfo['categories'][number] {
	return CATEGORIES[kind] ?? 'Met';
}
