import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';

/** By how much the kept totals of a township change; what is left out stays. */
export interface TotalDelta {
	eventId: string;
	townshipCode: string;
	sheltered?: number;
	dispersed?: number;
	sheltersOpen?: number;
	capacity?: number;
}

const FIGURES = ['sheltered', 'dispersed', 'sheltersOpen', 'capacity'] as const;

/**
 * Adds deltas to the kept totals in one statement, in the order of their keys so that writers never wait for each
 * other in a circle. The last of the locks a writer takes: event, then count points by id, then these.
 */
export async function applyTotals(tx: Tx, deltas: readonly TotalDelta[]): Promise<void> {
	const rows = mergeDeltas(deltas);
	if (rows.length === 0) return;
	// A row as proposed must pass the table's checks even when it only updates, so a fall is proposed as 0.
	await tx.$executeRaw(Prisma.sql`
		WITH deltas AS (
			SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS d ("eventId" uuid, "townshipCode" text,
				sheltered int, dispersed int, "sheltersOpen" int, capacity int)
		)
		INSERT INTO township_total AS t (event_id, township_code, sheltered, dispersed, shelters_open, capacity)
		SELECT "eventId", "townshipCode", GREATEST(sheltered, 0), GREATEST(dispersed, 0), GREATEST("sheltersOpen", 0),
			GREATEST(capacity, 0)
		FROM deltas ORDER BY "eventId", "townshipCode"
		ON CONFLICT (event_id, township_code) DO UPDATE SET (sheltered, dispersed, shelters_open, capacity) = (
			SELECT t.sheltered + d.sheltered, t.dispersed + d.dispersed, t.shelters_open + d."sheltersOpen",
				t.capacity + d.capacity
			FROM deltas d WHERE d."eventId" = t.event_id AND d."townshipCode" = t.township_code)`);
}

function mergeDeltas(deltas: readonly TotalDelta[]): Required<TotalDelta>[] {
	const merged = new Map<string, Required<TotalDelta>>();
	for (const delta of deltas) {
		const { eventId, townshipCode } = delta;
		const key = `${eventId}/${townshipCode}`;
		const row = merged.get(key) ?? { eventId, townshipCode, sheltered: 0, dispersed: 0, sheltersOpen: 0, capacity: 0 };
		for (const figure of FIGURES) row[figure] += delta[figure] ?? 0;
		merged.set(key, row);
	}
	return [...merged.values()];
}
