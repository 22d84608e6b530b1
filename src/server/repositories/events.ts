import type { AdviceEvidence } from '#domain/advice/advice.ts';
import type { Actor } from '#domain/access/can.ts';
import type { EventPhase, EventView } from '#domain/events/event.ts';
import type { EventDecision, EventStepKind, EventStepView } from '#domain/events/event-step.ts';
import type { EventKind } from '#domain/events/event.ts';
import type { EventListItem, FindEventsInput } from '#domain/events/find-events.ts';
import { Prisma, type Event } from '../db/generated/client.ts';
import type { Database, Tx } from '../db/database.ts';
import { newId } from '../new-id.ts';

export function eventView(row: Event): EventView {
	const { id, name, areaCodes, level, description, version } = row;
	return {
		id,
		name,
		kind: row.kind as EventKind,
		startedAt: row.startedAt.toISOString(),
		areaCodes,
		phase: row.phase as EventPhase,
		level,
		description,
		openedAt: row.openedAt.toISOString(),
		closedAt: row.closedAt?.toISOString() ?? null,
		version
	};
}

/** An event as it is now, or null. */
export async function findEvent(db: Pick<Tx, 'event'>, eventId: string): Promise<EventView | null> {
	const row = await db.event.findUnique({ where: { id: eventId } });
	return row && eventView(row);
}

/**
 * Locks an event and reads it. `change`: alone, to write it; `use`: together with others that write under it, so that
 * it cannot be closed meanwhile. The first lock of any writer.
 */
export async function lockEvent(tx: Tx, eventId: string, mode: 'change' | 'use'): Promise<EventView | null> {
	const strength = Prisma.raw(mode === 'change' ? 'FOR NO KEY UPDATE' : 'FOR SHARE');
	await tx.$queryRaw(Prisma.sql`SELECT 1 FROM event WHERE id = ${eventId}::uuid ${strength}`);
	return findEvent(tx, eventId);
}

/** Writes a new event with its first steps. */
export async function insertEvent(tx: Tx, decision: EventDecision, actor: Actor, now: Date): Promise<void> {
	await tx.event.create({ data: decision.event });
	await insertSteps(tx, decision, actor, now);
}

/** Writes an event's next version with the steps that led to it. */
export async function updateEvent(tx: Tx, decision: EventDecision, actor: Actor, now: Date): Promise<void> {
	const { id, ...data } = decision.event;
	await tx.event.update({ where: { id }, data });
	await insertSteps(tx, decision, actor, now);
}

async function insertSteps(tx: Tx, { event, steps }: EventDecision, actor: Actor, now: Date): Promise<void> {
	await tx.eventStep.createMany({
		data: steps.map(({ kind, from, to, reason, evidence, advice }) => ({
			id: newId(),
			eventId: event.id,
			kind,
			fromValue: from,
			toValue: to,
			reason,
			evidence,
			...(advice ? { advice: advice as unknown as Prisma.InputJsonObject } : {}),
			accountId: actor.accountId,
			accountName: actor.name,
			at: now
		}))
	});
}

/** The history of an event, oldest first. */
export async function findSteps(db: Database, eventId: string): Promise<EventStepView[]> {
	const rows = await db.prisma.eventStep.findMany({ where: { eventId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
	return rows.map(({ id, kind, fromValue, toValue, reason, evidence, advice, accountName, at }) => ({
		id,
		kind: kind as EventStepKind,
		from: fromValue,
		to: toValue,
		reason,
		evidence,
		advice: advice as unknown as AdviceEvidence | null,
		accountName,
		at: at.toISOString()
	}));
}

/** Every open event, by id: the order in which several are locked. */
export async function findOpenEvents(tx: Tx): Promise<EventView[]> {
	const rows = await tx.event.findMany({ where: { closedAt: null }, orderBy: { id: 'asc' } });
	return rows.map(eventView);
}

/** How many shelters are open for an event, wherever they are. */
export async function countOpenShelters(tx: Tx, eventId: string): Promise<number> {
	return tx.countPoint.count({ where: { eventId, kind: 'shelter', closedAt: null } });
}

/** Events that concern the actor's area, newest first, with the totals of the townships in that area. */
export async function findEvents(db: Database, actor: Actor, input: FindEventsInput): Promise<EventListItem[]> {
	const area = actor.areaCode;
	const stateSql = {
		open: Prisma.sql`e.closed_at IS NULL`,
		closed: Prisma.sql`e.closed_at IS NOT NULL`,
		all: Prisma.sql`TRUE`
	}[input.state];
	const found = await db.prisma.$queryRaw<(Pick<Event, 'id'> & { totals: EventListItem['totals'] })[]>(Prisma.sql`
		SELECT e.id, CASE WHEN length(${area}) <= 9 THEN (
			SELECT json_build_object('sheltersOpen', COALESCE(sum(t.shelters_open), 0), 'sheltered', COALESCE(sum(t.sheltered), 0),
				'dispersed', COALESCE(sum(t.dispersed), 0), 'capacity', COALESCE(sum(t.capacity), 0))
			FROM township_total t WHERE t.event_id = e.id AND t.township_code LIKE ${area} || '%') END AS totals
		FROM event e
		WHERE ${stateSql} AND EXISTS (
				SELECT 1 FROM unnest(e.area_codes) AS c WHERE c LIKE ${area} || '%' OR ${area} LIKE c || '%')
			AND (${input.after ?? null}::uuid IS NULL OR (e.opened_at, e.id) <
				(SELECT b.opened_at, b.id FROM event b WHERE b.id = ${input.after ?? null}::uuid))
		ORDER BY e.opened_at DESC, e.id DESC LIMIT ${input.limit}`);
	const rows = await db.prisma.event.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
	return found.flatMap(({ id, totals }) => {
		const row = rows.find((event) => event.id === id);
		return row ? [{ event: eventView(row), totals }] : [];
	});
}
