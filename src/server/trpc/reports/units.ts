import type { Actor } from '#domain/access/can.ts';
import { eventSubject, type EventView } from '#domain/events/event.ts';
import { reportLevelOf, type ReportLevel } from '#domain/reports/report.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { findEvent, lockEvent } from '../../repositories/events.ts';

/** What a report is about: the event, and the unit within the actor's area. */
interface ReportScope {
	event: EventView;
	level: ReportLevel;
}

/**
 * The event and the level of a unit that is looked at. Both must concern the actor's area, or they do not exist.
 *
 * @throws ProblemError `notFound`
 */
export async function unitToRead(
	db: Pick<Tx, 'event'>,
	actor: Actor,
	eventId: string,
	areaCode: string
): Promise<ReportScope> {
	return scopeOf(await findEvent(db, eventId), actor, areaCode);
}

/**
 * As `unitToRead`, with the event kept from being closed meanwhile.
 *
 * @throws ProblemError `notFound`, `unknownArea`
 */
export async function unitToChange(tx: Tx, actor: Actor, eventId: string, areaCode: string): Promise<ReportScope> {
	const scope = scopeOf(await lockEvent(tx, eventId, 'use'), actor, areaCode);
	await requireKnownArea(tx, areaCode);
	return scope;
}

function scopeOf(event: EventView | null, actor: Actor, areaCode: string): ReportScope {
	requireCovered(actor, event && eventSubject(event));
	requireCovered(actor, { areas: [areaCode] });
	const level = reportLevelOf(areaCode);
	if (!event || level === null) throw new ProblemError('notFound');
	return { event, level };
}

async function requireKnownArea(tx: Tx, areaCode: string): Promise<void> {
	if ((await tx.area.count({ where: { code: areaCode } })) === 0)
		throw new ProblemError('unknownArea', { codes: areaCode });
}
