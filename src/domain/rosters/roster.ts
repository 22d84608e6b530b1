import { z } from 'zod';
import { AreaCode } from '../areas/area-code.ts';
import type { RowIssue } from '../imports/row-issue.ts';
import type { MaskedPerson } from '../people/mask-person.ts';
import { Command, Id, line, Reason } from '../shared/fields.ts';
import { GROUPS, type Group } from './groups.ts';
import { ENTRY_HEADINGS, ENTRY_STATES, type EntryHeading, type EntryState } from './match-entry.ts';

const BYTES = 5 * 1024 * 1024;

/** A roster's file, as base64, and the area it is the whole list of. */
export const RosterFile = z.object({
	fileName: line(200).min(1),
	content: z
		.string()
		.max(Math.ceil(BYTES / 3) * 4)
		.regex(/^[A-Za-z0-9+/]*={0,2}$/),
	areaCode: AreaCode,
	/** The kind of rows that do not say theirs. */
	kind: z.enum(GROUPS).nullable().default(null)
});
export type RosterFile = z.infer<typeof RosterFile>;

/** Taking in a roster: all rows or none, or the valid ones only. */
export const ImportRosterInput = Command.extend({ ...RosterFile.shape, mode: z.enum(['all', 'valid']) });
export type ImportRosterInput = z.infer<typeof ImportRosterInput>;

/** A row of the file as it would be taken in; masked. */
export interface RosterPreviewRow {
	number: number;
	name: string;
	documentNumber: string;
	areaCode: string | null;
	kind: Group | null;
	level: string;
	errors: RowIssue[];
}

/** What the file would do to the roster of one kind. */
export interface RosterReplacement {
	kind: Group;
	entries: number;
	/** Of those, whose document belongs to somebody registered. */
	byDocument: number;
	/** What would be replaced: how many entries, and as of when; null for the first roster of its kind. */
	replaces: { entries: number; importedAt: string } | null;
}

/** What a roster's file holds, before anything is written. */
export interface RosterPreview {
	sheet: string | null;
	encoding: string | null;
	total: number;
	valid: number;
	replacements: RosterReplacement[];
	/** Rows with errors first; at most 500. */
	rows: RosterPreviewRow[];
	ignoredColumns: string[];
}

/** A roster of one kind and area. A newer one of the same kind and area takes its place and the old one is kept. */
export interface RosterView {
	id: string;
	kind: Group;
	areaCode: string;
	version: number;
	fileName: string;
	importedAt: string;
	importedByName: string;
	/** When a newer one took its place; null while it stands. */
	replacedAt: string | null;
	/** Entries in the actor's area, by how they stand. */
	counts: Record<EntryState, number>;
}

export const ListRostersInput = z.object({
	/** Also those that newer ones replaced. */
	withReplaced: z.boolean().default(false)
});

/** Entries of the standing rosters in a state. */
export const FindEntriesInput = z.object({
	rosterId: Id,
	state: z.enum(ENTRY_STATES).default('proposed'),
	after: Id.optional(),
	limit: z.int().min(1).max(100).default(50)
});
export type FindEntriesInput = z.infer<typeof FindEntriesInput>;

/** Entries of all standing rosters under a heading, of one kind or all. */
export const ListEntriesInput = z.object({
	heading: z.enum(ENTRY_HEADINGS),
	kind: z.enum(GROUPS).nullable().default(null),
	after: Id.optional(),
	limit: z.int().min(1).max(100).default(50)
});
export type ListEntriesInput = z.infer<typeof ListEntriesInput>;

/** An entry of a roster, masked. */
export interface EntryView {
	id: string;
	rosterId: string;
	kind: Group;
	areaCode: string;
	/** Row in the file it came from. */
	row: number;
	name: string;
	documentNumber: string;
	level: string;
	note: string;
	state: EntryState;
	/** Whose entry it is. */
	person: MaskedPerson | null;
	/** The document says one person, the name another: worth a look. */
	namesDiffer: boolean;
	/** Of the same name and village, and not refused. */
	candidates: MaskedPerson[];
	/** Who was said not to be the one. */
	refused: MaskedPerson[];
	/** The last word of a person on it; null where nobody said one. */
	decided: { byName: string; at: string } | null;
	version: number;
}

export interface EntriesFound {
	entries: EntryView[];
	/** The entry to go on after; null at the end. */
	next: string | null;
}

/** A page of entries; how many stand under each heading comes with the first. */
export interface EntriesListed extends EntriesFound {
	counts: Record<EntryHeading, number> | null;
}

/**
 * A person's word on an entry: it is this one, it is not this one, nobody registered it is, or the word before was
 * wrong.
 */
export const DecideEntryInput = z.discriminatedUnion('verdict', [
	Command.extend({ entryId: Id, version: z.int().min(1), verdict: z.literal('match'), personId: Id }),
	Command.extend({ entryId: Id, version: z.int().min(1), verdict: z.literal('notTheSame'), personId: Id }),
	Command.extend({ entryId: Id, version: z.int().min(1), verdict: z.literal('registerNew') }),
	// Whose entry it was said to be; with a person, that this one was said not to be it.
	Command.extend({
		...{ entryId: Id, version: z.int().min(1), verdict: z.literal('takeBack') },
		personId: Id.optional(),
		reason: Reason
	})
]);
export type DecideEntryInput = z.infer<typeof DecideEntryInput>;

/** Looking again for people of the same name and village, as after people were registered. */
export const SeekCandidatesInput = Command.extend({ rosterId: Id });

/** Which groups people belong to. */
export const FindGroupsInput = z.object({ personIds: z.array(Id).max(200) });
