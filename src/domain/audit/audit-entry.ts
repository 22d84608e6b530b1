import { z } from 'zod';
import { Day, Id, line, Moment } from '../shared/fields.ts';

/** One entry of the trail as shown: who, when, from which device, what before and after. Personal data is masked. */
export interface AuditEntryView {
	id: number;
	at: string;
	accountId: string | null;
	accountName: string;
	role: string;
	deviceId: string | null;
	requestId: string | null;
	operationId: string | null;
	verb: string;
	subjectType: string;
	subjectId: string;
	areaCode: string;
	before?: unknown;
	after?: unknown;
	reason: string;
	/** Whether the chain covers it already. */
	isSealed: boolean;
}

/** The last link of the chain up to a day's end: printed and kept outside, it proves the chain up to there. */
export interface ChainHead {
	/** Number of the block, which is also how many blocks there are. */
	number: number;
	/** SHA-256, 64 hexadecimal digits. */
	hash: string;
	sealedAt: string;
	/** Entries sealed by the block. */
	entries: number;
}

/** What to look for; everything narrows. Newest first, `before` is the id the page before ended with. */
export const AuditFilter = z.object({
	subjectType: line(40).optional(),
	subjectId: line(80).optional(),
	accountId: Id.optional(),
	/** Part of the person's name or the account name. */
	account: line(40).optional(),
	verb: line(60).optional(),
	from: Moment.optional(),
	to: Moment.optional(),
	before: z.int().min(1).optional(),
	limit: z.int().min(1).max(200).default(50)
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** The calendar day (Asia/Shanghai) whose last hash is wanted; today when left out. */
export const ChainHeadInput = z.object({ day: Day.optional() });

/** The moment a calendar day of Asia/Shanghai (UTC+8, no summer time) ends, as ISO UTC. */
export function endOfDay(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00+08:00`) + 86_400_000).toISOString();
}

/** The calendar day of Asia/Shanghai that a moment falls on, as `2026-01-26`. */
export function dayOf(moment: Date): string {
	return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** A hash in groups of eight, to be read aloud and compared by eye. */
export function printableHash(hash: string): string {
	return (hash.match(/.{1,8}/g) ?? []).join(' ');
}
