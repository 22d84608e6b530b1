import { z } from 'zod';

/**
 * Field schemas shared by all commands: ids, times, and texts with caps, so that no input is unbounded.
 */

/** An id as made by clients and server alike: UUIDv7, lower case. */
export const Id = z.uuid({ version: 'v7' }).toLowerCase();

/** Years that a date can sensibly be of; what lies far outside, the database could not keep. */
const isSensible = (date: string) => date >= '1900' && date < '2200';

/** A moment in UTC, ISO 8601 with `Z`, from 1900 to 2199. */
export const Moment = z.iso.datetime({ precision: null }).pipe(z.string().max(40)).refine(isSensible);

/** A calendar day such as `2026-01-26`, from 1900 to 2199. */
export const Day = z.iso.date().refine(isSensible);

const noControl = (text: string) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]/u.test(text);

/** What turns the direction of the text around it, or marks a spot, and shows nothing itself. Joiners stay. */
const UNSEEN = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
/** Letters and joiners without a shape: a text of nothing else is empty. */
const SHAPELESS = /^[\s\p{Cf}\u034f\u115f\u1160\u2800\u3164\uffa0]*$/u;

/** The text as it is seen, so that no reason is invisible and no name reads other than it is written. */
const asSeen = (text: string) => (SHAPELESS.test(text) ? '' : text.replace(UNSEEN, '').trim());

/** A line of text: trimmed, without invisible marks, no control characters, at most `max` characters. */
export function line(max: number) {
	return z
		.string()
		.max(max * 4, { abort: true })
		.overwrite(asSeen)
		.max(max)
		.refine((text) => noControl(text) && !/[\r\n]/.test(text), { error: 'controlCharacters' });
}

/** Text of several lines. */
export function paragraph(max: number) {
	return z
		.string()
		.max(max * 4, { abort: true })
		.overwrite(asSeen)
		.max(max)
		.refine(noControl, { error: 'controlCharacters' });
}

/** Why something was done: required wherever history must explain itself. */
export const Reason = line(500).min(1);

/** Each command carries the operation id its client made, so that sending it twice does it once. */
export const Command = z.object({ operationId: Id });

export type Id = z.infer<typeof Id>;
