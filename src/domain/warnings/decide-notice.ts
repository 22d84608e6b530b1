import type { AreaGeometry } from '../areas/geometry.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { geometryRings } from './notice-areas.ts';
import type { CancelNoticeInput, IssueNoticeInput, NoticeWords } from './notice.ts';
import { ownSender } from './own-sender.ts';
import type { Warning, WarningArea, WarningInfo, WarningReference } from './warning.ts';
import type { WarningState } from './warning-state.ts';

/** A place of a notice: its code, its name and its shape, where the county has one. */
export interface NoticePlace {
	code: string;
	name: string;
	geometry: AreaGeometry | null;
	/** The shape is drawn for orientation only. */
	isSchematic: boolean;
}

/** An earlier message, and how it stands. */
export interface StandingNotice {
	warning: Warning;
	state: WarningState;
	isOwn: boolean;
}

/** Where and when a notice is issued. */
export interface NoticeFrame {
	countyCode: string;
	/** Makes the identifier the notice's own: a UUID, of which the last twelve digits are taken. */
	id: string;
	now: Date;
}

const SCHEMATIC = {
	zh: { name: '边界', value: '多边形为示意边界，以行政区划代码为准' },
	en: { name: 'borders', value: 'The polygons are schematic; the division codes count.' }
};

/**
 * The message of a notice. An update refers to what it updates and to everything that referred to, so that whoever
 * missed one message ends them all.
 *
 * @param places those of the input's codes, in its order.
 * @returns the message; `noticeTimes` when it would end before it begins, `notOwnNotice`, `noticeEnded`.
 */
export function decideNotice(
	input: IssueNoticeInput,
	places: readonly NoticePlace[],
	updated: StandingNotice | null,
	frame: NoticeFrame
): Result<Warning> {
	const head = headOf(frame, updated);
	const effective = input.effective ? wholeSecond(input.effective) : head.sent;
	const onset = input.onset && wholeSecond(input.onset);
	const expires = wholeSecond(input.expires);
	if (expires <= effective || expires <= head.sent || (onset && expires <= onset))
		return refuse(problem('noticeTimes'));
	const fault = updated && faultOf(updated);
	if (fault) return refuse(fault);
	const areas = places.map((place) => areaOf(place, input.hasShapes));
	const isSchematic = input.hasShapes && places.some((place) => place.isSchematic && place.geometry);
	const info = (locale: 'zh' | 'en', words: NoticeWords): WarningInfo => ({
		...words,
		...{ effective, onset, expires, areas },
		language: locale === 'zh' ? 'zh-CN' : 'en-US',
		categories: [input.category],
		responses: [],
		urgency: input.urgency,
		severity: input.severity,
		certainty: input.certainty,
		web: '',
		contact: input.contact,
		eventCodes: [],
		parameters: isSchematic ? [SCHEMATIC[locale]] : []
	});
	return ok({
		...head,
		status: updated?.warning.status ?? input.status,
		messageType: updated ? 'Update' : 'Alert',
		note: '',
		infos: [info('zh', input.zh), ...(input.en ? [info('en', input.en)] : [])]
	});
}

/**
 * The message that ends a notice; it says again where it was for, and that it is over.
 *
 * @returns the message; `notOwnNotice`, `noticeEnded`.
 */
export function decideCancelNotice(
	{ reason }: Pick<CancelNoticeInput, 'reason'>,
	cancelled: StandingNotice,
	frame: NoticeFrame
): Result<Warning> {
	const fault = faultOf(cancelled);
	if (fault) return refuse(fault);
	const head = headOf(frame, cancelled);
	const infos = cancelled.warning.infos.map((info): WarningInfo => {
		const headline = info.language.startsWith('zh') ? `解除：${info.headline}` : `Cancelled: ${info.headline}`;
		const expires = info.expires && info.expires > head.sent ? info.expires : dayAfter(head.sent);
		return { ...info, headline, responses: ['AllClear'], urgency: 'Past', effective: head.sent, onset: null, expires };
	});
	return ok({ ...head, status: cancelled.warning.status, messageType: 'Cancel', note: reason, infos });
}

function faultOf({ isOwn, state }: StandingNotice) {
	if (!isOwn) return problem('notOwnNotice');
	return state === 'replaced' || state === 'cancelled' ? problem('noticeEnded') : null;
}

/** Never sent before what it refers to, whatever became of the server's clock: it would end nothing. */
function headOf({ countyCode, id, now }: NoticeFrame, earlier: StandingNotice | null) {
	const sender = ownSender(countyCode);
	const at = wholeSecond(now.toISOString());
	const sent = earlier && earlier.warning.sent > at ? earlier.warning.sent : at;
	const day = new Date(Date.parse(sent) + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
	const references = earlier ? [referenceTo(earlier.warning), ...earlier.warning.references] : [];
	return { identifier: `${sender}-${day}-${id.slice(-12)}`, sender, sent, scope: 'Public' as const, references };
}

function referenceTo({ sender, identifier, sent }: Warning): WarningReference {
	return { sender, identifier, sent };
}

/** A place as CAP has it: its name, its division code of twelve digits and the outer rings of its shape. */
function areaOf({ code, name, geometry }: NoticePlace, hasShapes: boolean): WarningArea {
	return {
		description: name,
		polygons: hasShapes && geometry ? geometryRings(geometry) : [],
		circles: [],
		geocodes: [{ name: '行政区划代码', value: code.padEnd(12, '0') }],
		altitudeM: null,
		ceilingM: null
	};
}

/** Until when the end of what had expired before is told: platforms want every message to have an end. */
function dayAfter(moment: string): string {
	return new Date(Date.parse(moment) + 24 * 3_600_000).toISOString();
}

/** A moment to the second, as CAP writes it. */
function wholeSecond(moment: string): string {
	return new Date(Math.floor(Date.parse(moment) / 1000) * 1000).toISOString();
}
