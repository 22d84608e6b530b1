import type { Role } from '../access/roles.ts';
import type { Destination } from '../stays/commands.ts';
import type { Sought } from './ask.ts';

/** Where somebody is, as it may be told. */
export type Whereabouts =
	| { at: 'shelter'; placeName: string; since: string }
	/** Left a shelter, and where to in a word. */
	| { at: 'left'; destination: Destination | null; since: string }
	/** Two places have them: it is being settled. */
	| { at: 'unsettled' }
	/** Registered, in no shelter. */
	| { at: 'registered' };

/** Somebody a question may mean. */
export interface Match {
	personId: string;
	/** Whether relatives who prove who they are may be told. */
	mayBeFound: boolean;
	/** Whether the person agreed that this very asker is told. */
	hasAgreed: boolean;
	where: Whereabouts;
}

/** What the asker is told. */
export type ReunionAnswer =
	| { kind: 'told'; where: Whereabouts }
	/** Several are meant, and all of them may be found: the document tells which. */
	| { kind: 'askDocument' }
	/**
	 * There is nothing that may be told. The same words whether nobody is meant, somebody who did not agree, or several:
	 * a difference would tell who is here.
	 */
	| { kind: 'kept' };

/** The answer, and for whom the asker's words are kept. */
export interface Decision {
	answer: ReunionAnswer;
	/** Whose the message is, when exactly one person is meant; never part of the answer. */
	personId: string | null;
}

/**
 * Whether an account of the role may hear a place. Desk and township windows check identity papers, so a description
 * is enough there; at a shelter's door only the document of the sought person is.
 */
export function mayHear(role: Role, by: Sought['by']): boolean {
	if (role === 'DESK' || role === 'TOWNSHIP') return true;
	return role === 'COORDINATOR' && by === 'document';
}

/**
 * What is told of the people a question means exactly. Without consent nothing is told: no place, no name, no id, and
 * not even that somebody is registered.
 */
export function decideAnswer(role: Role, by: Sought['by'], matches: readonly Match[]): Decision {
	const [only, second] = matches;
	const personId = only && !second ? only.personId : null;
	const isTold = ({ mayBeFound, hasAgreed }: Match) => mayBeFound || hasAgreed;
	if (!only || !matches.every(isTold) || !mayHear(role, by)) return { answer: { kind: 'kept' }, personId };
	if (second) return { answer: { kind: 'askDocument' }, personId: null };
	return { answer: { kind: 'told', where: only.where }, personId };
}
