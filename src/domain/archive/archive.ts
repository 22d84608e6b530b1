import { z } from 'zod';
import { problem } from '../shared/problems.ts';
import { Command, Day, Id, Reason } from '../shared/fields.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { PersonSecret } from '../people/person.ts';
import type { EventFacts, KeptReason } from './due.ts';

/** The people of a closed event, taken out for the paper file. */
export const ExportArchiveInput = Command.extend({ eventId: Id, reason: Reason });
export type ExportArchiveInput = z.infer<typeof ExportArchiveInput>;

const Held = z
	.object({ eventId: Id.optional(), householdId: Id.optional() })
	.refine(({ eventId, householdId }) => (eventId === undefined) !== (householdId === undefined));

/** Keeps the people of an event, or one household, from being anonymised up to a day. */
export const HoldArchiveInput = Command.extend({ of: Held, until: Day, reason: Reason });
export type HoldArchiveInput = z.infer<typeof HoldArchiveInput>;

/** Ends a hold before its day. */
export const ReleaseArchiveInput = Command.extend({ of: Held, reason: Reason });
export type ReleaseArchiveInput = z.infer<typeof ReleaseArchiveInput>;

/** Until when (a day, included) something must not be anonymised, why, and by whose word. */
export interface ArchiveHold {
	until: string;
	reason: string;
	byName: string;
}

/** A closed event and what became of its people. */
export interface ArchiveEvent extends EventFacts {
	eventId: string;
	name: string;
	closedAt: string;
	/** People of the households that were in it, each once, and how many of them are anonymised. */
	persons: number;
	anonymised: number;
	/** When its people are due, by policy. */
	dueAt: string;
	export: { at: string; byName: string; persons: number; sha256: string | null } | null;
	hold: ArchiveHold | null;
	/** Past that day: why people are kept all the same, with how many. */
	kept: { reason: KeptReason; persons: number }[];
}

/** One run of the anonymising. */
export interface ArchiveRun {
	id: string;
	startedAt: string;
	/** Null while it is under way, or was cut off and goes on with the next. */
	endedAt: string | null;
	households: number;
	persons: number;
	questions: number;
	/** Refusals of what was sent whose words were taken out. */
	refusals: number;
}

/** What the archive page shows. */
export interface ArchiveStatus {
	days: number;
	events: ArchiveEvent[];
	lastRun: ArchiveRun | null;
}

/** What is left of a person: neither name nor number, only the sex beside what stands in clear. */
export function anonymisedSecret({ sex }: Pick<PersonSecret, 'sex'>): PersonSecret {
	const document = { kind: 'none', reason: '已匿名' } as const;
	return { name: '', document, sex, birthDate: null, phone: '', needNote: '', nextOfKin: null };
}

/** Only a closed event is exported for the file: what happens later would be missing in it. */
export function requireClosed<E extends { closedAt: string | null }>(event: E): Result<E & { closedAt: string }> {
	return event.closedAt === null ? refuse(problem('archiveEventOpen')) : ok({ ...event, closedAt: event.closedAt });
}
