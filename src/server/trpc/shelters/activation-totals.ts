import type { CountPointView } from '#domain/counts/count-point.ts';
import type { Tx } from '../../db/database.ts';
import { applyTotals, type TotalDelta } from '../../repositories/township-totals.ts';

/** Takes an open shelter into the totals of its township. */
export async function addToTotals(tx: Tx, point: CountPointView): Promise<void> {
	await applyTotals(tx, [share(point, 1)]);
}

/** Takes a shelter that closes out of the totals again. */
export async function takeFromTotals(tx: Tx, point: CountPointView): Promise<void> {
	await applyTotals(tx, [share(point, -1)]);
}

function share({ eventId, townshipCode, capacity, people }: CountPointView, sign: 1 | -1): TotalDelta {
	return {
		eventId,
		townshipCode,
		sheltersOpen: sign,
		capacity: sign * (capacity ?? 0),
		sheltered: sign * (people ?? 0)
	};
}
