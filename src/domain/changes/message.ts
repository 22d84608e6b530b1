import type { NumberedChange } from './change.ts';

/**
 * What travels over the socket: all changes an audience may see in (`after`, `upto`]. Who stands at `after` or later
 * takes what is new to it and stands at `upto`; who stands before `after` has a gap, and asks `changes.since`.
 */
export interface ChangesMessage {
	after: number;
	upto: number;
	changes: NumberedChange[];
	/** The server's time, for the data time on the screens. */
	at: string;
}

/** The answer of `changes.since`: the changes, or word that the absence was too long and a snapshot is quicker. */
export type SinceAnswer =
	{ kind: 'changes'; upto: number; changes: NumberedChange[]; isComplete: boolean; at: string } | { kind: 'snapshot' };

/** Events the server sends over the socket. */
export interface ServerToClient {
	changes(message: ChangesMessage): void;
	/** The session has ended; the socket closes. */
	signedOut(): void;
}

/** Clients send nothing over the socket: commands go over HTTP. */
export type ClientToServer = Record<never, never>;
