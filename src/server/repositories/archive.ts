import type { ArchiveEvent, ArchiveHold } from '#domain/archive/archive.ts';
import { Prisma } from '../db/generated/client.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../new-id.ts';
import { EXPORTED_AT, HELD_UNTIL } from './archive-facts.ts';
import { iso } from './counts.ts';

/** A closed event with its export and hold, before the policy is applied. */
export type ClosedEvent = Omit<ArchiveEvent, 'dueAt' | 'kept'>;

/** Closed events, the latest first, with how many people were in them, and how many of these are anonymised. */
export async function findClosedEvents(db: Pick<Tx, '$queryRaw'>): Promise<ClosedEvent[]> {
	return db.$queryRaw<ClosedEvent[]>(Prisma.sql`
		WITH household_of AS (
			SELECT c.event_id, p.household_id FROM count_point c JOIN event e ON e.id = c.event_id AND e.closed_at IS NOT NULL
				JOIN stay s ON s.point_id = c.id JOIN person p ON p.id = s.person_id
			UNION
			SELECT l.event_id, r.household_id FROM relocation_list l JOIN event e ON e.id = l.event_id AND e.closed_at IS NOT NULL
				JOIN relocation_household r ON r.list_id = l.id),
		people AS (
			SELECT h.event_id, count(*)::int AS persons, count(p.anonymised_at)::int AS anonymised
			FROM household_of h JOIN person p ON p.household_id = h.household_id AND p.merged_into_id IS NULL
			GROUP BY h.event_id)
		SELECT e.id AS "eventId", e.name, ${Prisma.raw(iso('e.closed_at'))} AS "closedAt", ${EXPORTED_AT} AS "exportedAt",
			${HELD_UNTIL} AS "heldUntil", COALESCE(n.persons, 0) AS persons, COALESCE(n.anonymised, 0) AS anonymised,
			(SELECT json_build_object('at', ${Prisma.raw(iso('x.at'))}, 'byName', x.account_name, 'persons', x.persons,
				'sha256', x.sha256) FROM archive_export x WHERE x.event_id = e.id ORDER BY x.at DESC LIMIT 1) AS export,
			(SELECT json_build_object('until', h.until, 'reason', h.reason, 'byName', h.account_name)
				FROM archive_hold h WHERE h.event_id = e.id ORDER BY h.at DESC, h.id DESC LIMIT 1) AS hold
		FROM event e LEFT JOIN people n ON n.event_id = e.id
		WHERE e.closed_at IS NOT NULL ORDER BY e.closed_at DESC, e.id`);
}

/** Keeps that the people of an event were taken out for the file; the file itself is kept nowhere. */
export async function insertExport(
	tx: Tx,
	{ actor, deviceId, now: at }: CommandContext,
	of: { eventId: string; persons: number; sha256: string; reason: string }
): Promise<string> {
	const id = newId();
	await tx.archiveExport.create({
		data: { id, ...of, accountId: actor.accountId, accountName: actor.name, deviceId, at }
	});
	return id;
}

/** What a hold is put on: the people of an event, or a household. */
export type HeldSubject = { eventId?: string; householdId?: string };

/** Keeps a word on how long something must not be anonymised. */
export async function insertHold(
	tx: Tx,
	{ actor, now: at }: CommandContext,
	of: HeldSubject,
	{ until, reason }: { until: string; reason: string }
): Promise<void> {
	await tx.archiveHold.create({
		data: {
			id: newId(),
			...of,
			until: new Date(until),
			reason,
			accountId: actor.accountId,
			accountName: actor.name,
			at
		}
	});
}

/** The last word on how long something must not be anonymised; null when there is none. */
export async function findHold(tx: Pick<Tx, 'archiveHold'>, of: HeldSubject): Promise<ArchiveHold | null> {
	const row = await tx.archiveHold.findFirst({ where: of, orderBy: [{ at: 'desc' }, { id: 'desc' }] });
	return row && { until: row.until.toISOString().slice(0, 10), reason: row.reason, byName: row.accountName };
}
