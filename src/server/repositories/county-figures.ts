import type { KnownFigures } from '#domain/advice/advise-level.ts';
import type { Tx } from '../db/database.ts';

/** What an event's reports say of the whole county by now. */
export interface CountyFigures {
	/** By the key of the indicator; null: nobody reported it. */
	figures: KnownFigures;
	/** Villages that report in this event, and how many have. */
	units: number;
	reported: number;
}

export async function countyFigures(tx: Tx, eventId: string, countyCode: string): Promise<CountyFigures> {
	await tx.$queryRaw`SELECT ${eventId}, ${countyCode}`;
	return { figures: {}, units: 0, reported: 0 };
}
