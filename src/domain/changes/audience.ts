import { covers, hasVerb, type Actor, type Subject } from '../access/can.ts';
import { READ_VERBS, type ChangeKind } from './change.ts';

/**
 * All that decides what an account is told: its area and the kinds of change it may read. Accounts with the same
 * audience share a room, so that a message is written once for all of them.
 */
export interface Audience {
	areaCode: string;
	/** Kinds (`event`, `count` …) its role may read, sorted. */
	kinds: readonly ChangeKind[];
}

export function audienceOf(actor: Pick<Actor, 'role' | 'areaCode'>): Audience {
	const kinds = (Object.keys(READ_VERBS) as ChangeKind[]).filter((kind) => hasVerb(actor, READ_VERBS[kind]));
	return { areaCode: actor.areaCode, kinds: kinds.sort() };
}

export function roomOf(audience: Audience): string {
	return `${audience.areaCode}|${audience.kinds.join(',')}`;
}

/** Whether an audience is told of a change of a kind (`kindOf` its type) about a subject. */
export function isTold(audience: Audience, kind: ChangeKind, subject: Subject): boolean {
	return audience.kinds.includes(kind) && covers(audience, subject);
}
