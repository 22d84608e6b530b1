import { findCrossings } from '#domain/advice/crossings.ts';
import type { Change } from '#domain/changes/change.ts';
import type { EventView } from '#domain/events/event.ts';
import type { Tx } from '../db/database.ts';
import type { CountyFigures } from '../repositories/county-figures.ts';
import { insertCrossings, lockCrossings } from '../repositories/thresholds.ts';
import { compare } from './read-advice.ts';

/**
 * Notes which thresholds an event's figures reached or left, in the transaction that changed the figures or the
 * thresholds: the last thing it does. "Since when" is read from these notes rather than worked out again from the
 * reports, because thresholds change too, and what was reached then must stay what it was.
 *
 * @param known the county's figures after the change, where they are known without summing up again; read under
 *   `lockCrossings`
 * @returns what the desks are to be told: nothing while no threshold was crossed.
 */
export async function noteThresholds(
	tx: Tx,
	event: Pick<EventView, 'id' | 'areaCodes'>,
	countyCode: string,
	now: Date,
	known?: CountyFigures
): Promise<Change[]> {
	await lockCrossings(tx, event.id);
	const { advised, crossings, inForce } = await compare(tx, event.id, countyCode, known);
	const found = findCrossings(advised.readings, crossings);
	if (found.length === 0) return [];
	await insertCrossings(tx, event.id, found, { setVersion: inForce.version, now });
	return [adviceChange(event, advised.level)];
}

/** That an event's advice is to be asked for again. */
export function adviceChange(event: Pick<EventView, 'id' | 'areaCodes'>, level: number | null): Change {
	return { type: 'advice.changed', advice: { eventId: event.id, areaCodes: event.areaCodes, level } };
}
