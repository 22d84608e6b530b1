import type { EventKind } from '#domain/events/event.ts';
import { kindOfWarning, type Warning, type WarningInfo } from '#domain/warnings/warning.ts';
import { fromLocalInput, toLocalInput } from '#client/i18n/format.ts';

/** What a notice says in one language, as it is typed. */
export interface WordsForm {
	event: string;
	headline: string;
	description: string;
	instruction: string;
	senderName: string;
}

/** What the form of a notice holds while it is typed. Times are as in their fields: Beijing time, empty for none. */
export interface NoticeForm {
	status: 'Actual' | 'Exercise';
	kind: EventKind | '';
	category: WarningInfo['categories'][number];
	urgency: WarningInfo['urgency'];
	severity: WarningInfo['severity'];
	certainty: WarningInfo['certainty'];
	effective: string;
	onset: string;
	expires: string;
	areaCodes: string[];
	hasShapes: boolean;
	contact: string;
	zh: WordsForm;
	hasEnglish: boolean;
	en: WordsForm;
}

/** Who the county signs as: as in its last notice. */
export interface Signature {
	zh: string;
	en: string;
}

const LASTS_MS = 24 * 3_600_000;

const noWords = (senderName: string): WordsForm => ({
	...{ event: '', headline: '', description: '', instruction: '', senderName }
});

/** An empty form. */
export function emptyNotice(now: number, signature: Signature): NoticeForm {
	return {
		status: 'Actual',
		kind: '',
		category: 'Met',
		urgency: 'Expected',
		severity: 'Moderate',
		certainty: 'Likely',
		effective: '',
		onset: '',
		expires: toLocalInput(now + LASTS_MS),
		areaCodes: [],
		hasShapes: true,
		contact: '',
		zh: noWords(signature.zh),
		hasEnglish: false,
		en: noWords(signature.en)
	};
}

/** The form for the update of a notice: what it said, to be changed. */
export function updateOf({ status, infos }: Warning, areaCodes: readonly string[], now: number): NoticeForm {
	const of = (language: string) => infos.find((info) => info.language.startsWith(language));
	const [zh, en] = [of('zh'), of('en')];
	const any = zh ?? en;
	const empty = emptyNotice(now, { zh: '', en: '' });
	if (!any) return { ...empty, areaCodes: [...areaCodes] };
	const isOver = any.expires === null || Date.parse(any.expires) <= now;
	return {
		...empty,
		status: status === 'Exercise' ? 'Exercise' : 'Actual',
		kind: kindOfWarning(any.event) ?? '',
		category: any.categories[0] ?? 'Met',
		urgency: any.urgency,
		severity: any.severity,
		certainty: any.certainty,
		onset: any.onset ? toLocalInput(any.onset) : '',
		expires: isOver ? empty.expires : toLocalInput(any.expires ?? now),
		areaCodes: [...areaCodes],
		hasShapes: any.areas.some(({ polygons }) => polygons.length > 0),
		contact: any.contact,
		zh: zh ? wordsOf(zh) : empty.zh,
		hasEnglish: en !== undefined,
		en: en ? wordsOf(en) : empty.en
	};
}

/** The fields of the form as a command wants them; null while something that is needed is missing. */
export function noticeFields(form: NoticeForm) {
	const { status, category, urgency, severity, certainty, areaCodes, hasShapes, contact, zh, en } = form;
	const expires = fromLocalInput(form.expires);
	const isIncomplete = [zh, ...(form.hasEnglish ? [en] : [])].some((words) =>
		[words.event, words.headline, words.senderName].some((text) => text.trim() === '')
	);
	if (expires === null || areaCodes.length === 0 || isIncomplete) return null;
	const times = { effective: fromLocalInput(form.effective), onset: fromLocalInput(form.onset), expires };
	return {
		...{ status, category, urgency, severity, certainty, ...times, areaCodes, hasShapes, contact },
		zh,
		en: form.hasEnglish ? en : null
	};
}

function wordsOf({ event, headline, description, instruction, senderName }: WarningInfo): WordsForm {
	return { event, headline, description, instruction, senderName };
}
