import { dayOf } from '../audit/audit-entry.ts';

/*
 * After an event personal data is exported for the paper file and then anonymised; the counts stay. What is decided on
 * is a household: while one member is needed, the next of kin are too. A household that was in no event (a register
 * taken in before one) is not touched.
 */

/** Until which day something must not be anonymised, that day included; null where nothing holds it. */
export type HeldUntil = string | null;

/** An event as far as it decides over its people. */
export interface EventFacts {
	closedAt: string | null;
	/** When it was last exported after its close; null when it was not. */
	exportedAt: string | null;
	heldUntil: HeldUntil;
}

/** A household as far as it decides over its people. */
export interface HouseholdFacts {
	/** Every event in which a member was at a place, was claimed by one, or stood on a relocation list. */
	events: readonly EventFacts[];
	heldUntil: HeldUntil;
	/** A member is in a shelter, on the way to one, or claimed by two. */
	hasOpenStay: boolean;
	/** Words of a relative wait for a member, or an answer for the relative. */
	hasOpenQuestion: boolean;
}

/** Why people are not anonymised yet. */
export const KEPT_REASONS = [
	'noEvent',
	'eventOpen',
	'notYet',
	'openStay',
	'openQuestion',
	'held',
	'notExported'
] as const;
export type KeptReason = (typeof KEPT_REASONS)[number];

/** Why people are kept, in words. */
export const KEPT_REASON_NAMES: Record<KeptReason, { zh: string; en: string }> = {
	noEvent: { zh: '未参与任何事件', en: 'in no event' },
	eventOpen: { zh: '另有事件未结案', en: 'in another event that is open' },
	notYet: { zh: '另有事件未到期', en: 'in another event that is not due yet' },
	openStay: { zh: '仍登记在住、在途或所在有冲突', en: 'still registered in a shelter, on the way or in conflict' },
	openQuestion: { zh: '有寻亲口信或答复未办结', en: 'a relative’s message or answer is pending' },
	held: { zh: '已缓期', en: 'put off' },
	notExported: { zh: '尚未导出存档', en: 'not exported for the file yet' }
};

/** Whether a hold stands on a day (Asia/Shanghai). */
export function isHeldOn(heldUntil: HeldUntil, day: string): boolean {
	return heldUntil !== null && heldUntil >= day;
}

/** From when on the people of an event that was closed then may be anonymised. */
export function dueAt(closedAt: string, days: number): Date {
	return new Date(Date.parse(closedAt) + days * 86_400_000);
}

/**
 * Why a household is kept as it is, the reason that lasts longest first; null when it is due.
 *
 * @param days policy: how long personal data is kept after an event was closed
 */
export function whyKept(household: HouseholdFacts, days: number, now: Date): KeptReason | null {
	const { events } = household;
	const today = dayOf(now);
	if (events.length === 0) return 'noEvent';
	if (events.some(({ closedAt }) => closedAt === null)) return 'eventOpen';
	if (events.some(({ closedAt }) => dueAt(closedAt!, days) > now)) return 'notYet';
	if (household.hasOpenStay) return 'openStay';
	if (household.hasOpenQuestion) return 'openQuestion';
	if (isHeldOn(household.heldUntil, today) || events.some(({ heldUntil }) => isHeldOn(heldUntil, today))) return 'held';
	if (events.some(({ closedAt, exportedAt }) => exportedAt === null || exportedAt < closedAt!)) return 'notExported';
	return null;
}
