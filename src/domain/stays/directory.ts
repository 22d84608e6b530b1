import { z } from 'zod';
import type { Sex } from '../people/id-number.ts';
import type { Need, Relation } from '../people/person.ts';
import { Id } from '../shared/fields.ts';
import type { Reconciliation, StayConflictView } from './stay-views.ts';

/** What a shelter may keep on its tablet of people; `knownVersion` saves sending what is there already. */
export const DirectoryInput = z.object({ pointId: Id, knownVersion: z.string().max(64).optional() });

/** A person with the least that work at a door needs. */
export interface DirectoryPerson {
	id: string;
	/** 王** */
	name: string;
	relation: Relation;
	sex: Sex | null;
	age: number | null;
	needs: Need[];
	/** `lookupHash` of the document; empty without one. */
	lookup: string;
}

/** A household of the directory, its head first. */
export interface DirectoryHousehold {
	id: string;
	homeCode: string;
	members: DirectoryPerson[];
}

/** Somebody at the place, or on the way to it. */
export interface DirectoryStay {
	personId: string;
	/** When they came or, for those on the way, left elsewhere. */
	since: string;
	/** Roll-calls in a row without an answer. */
	absences: number;
}

/** A place people can be sent to: an open shelter of the same event. */
export interface DirectoryDestination {
	pointId: string;
	name: string;
	township: string;
	/** Places left by the head-count; null where capacity or count is not known. */
	free: number | null;
}

/** Everything a shelter's tablet needs to work without a network. */
export interface StayDirectory {
	pointId: string;
	placeName: string;
	township: string;
	/** A closed place takes nobody in any more. */
	isClosed: boolean;
	present: DirectoryStay[];
	/** With the name of the place that sent them. */
	expected: (DirectoryStay & { from: string })[];
	conflicts: StayConflictView[];
	/**
	 * The households of those present and expected, then those of the township, nearest villages first, as many as the
	 * cap allows; null where the device has this version already.
	 */
	households: DirectoryHousehold[] | null;
	/** Those of `households` whom another place has in. */
	elsewhere: string[];
	/** Grows old when anything in `households` does. */
	version: string;
	destinations: DirectoryDestination[];
	reconciliation: Reconciliation;
	/** Base64 of the key of the look-up hashes: of this account on this device. */
	lookupKey: string;
	/** The server's time. */
	at: string;
}

/** A family found by a whole document number. */
export interface FoundFamily {
	/** Whose number it is. */
	personId: string;
	household: DirectoryHousehold;
	/** Those of them whom another place has in. */
	elsewhere: string[];
}

/** People a directory holds at the most. */
export const MOST_IN_DIRECTORY = 5_000;

/** Bytes of a look-up hash: enough to tell any two documents of a county apart. */
export const LOOKUP_BYTES = 16;
