import type { ArchiveEvent, ArchiveStatus } from '#domain/archive/archive.ts';
import { dueAt, KEPT_REASONS, whyKept } from '#domain/archive/due.ts';
import type { Database } from '../db/database.ts';
import { findClosedEvents, type ClosedEvent } from '../repositories/archive.ts';
import { findHouseholdFacts, findHouseholdsOfEvent } from '../repositories/archive-facts.ts';
import { findLastRun } from '../repositories/archive-runs.ts';

/** Households looked at in one statement. */
const AT_ONCE = 2_000;

/** The closed events with what became of their people, and for those past their day why people are kept. */
export async function findArchiveStatus(db: Pick<Database, 'prisma'>, days: number, now: Date): Promise<ArchiveStatus> {
	const [closed, lastRun] = await Promise.all([findClosedEvents(db.prisma), findLastRun(db.prisma)]);
	const events: ArchiveEvent[] = [];
	for (const event of closed) {
		const due = dueAt(event.closedAt, days);
		const isPast = due <= now && event.anonymised < event.persons;
		const kept = isPast ? await keptOf(db, event, days, now) : [];
		events.push({ ...event, dueAt: due.toISOString(), kept });
	}
	return { days, events, lastRun };
}

async function keptOf(db: Pick<Database, 'prisma'>, { eventId }: ClosedEvent, days: number, now: Date) {
	const kept = new Map<string, number>();
	const households = await findHouseholdsOfEvent(db.prisma, eventId);
	for (let at = 0; at < households.length; at += AT_ONCE) {
		for (const facts of await findHouseholdFacts(db.prisma, households.slice(at, at + AT_ONCE))) {
			const why = whyKept(facts, days, now);
			if (why !== null) kept.set(why, (kept.get(why) ?? 0) + facts.persons - facts.anonymised);
		}
	}
	return KEPT_REASONS.flatMap((reason) => {
		const persons = kept.get(reason) ?? 0;
		return persons > 0 ? [{ reason, persons }] : [];
	});
}
