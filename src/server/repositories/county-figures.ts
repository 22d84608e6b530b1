import type { KnownFigures } from '#domain/advice/advise-level.ts';
import { saidFigures, type RollUp } from '#domain/reports/roll-up.ts';
import type { Tx } from '../db/database.ts';
import { rollUpByArea } from './report-roll-up.ts';

/** What an event's reports say of the whole county by now. */
export interface CountyFigures {
	/** By the key of the indicator; absent: nobody reported it. */
	figures: KnownFigures;
	/** Villages that report in this event, and how many have. */
	units: number;
	reported: number;
}

/**
 * The county's figures from the accepted reports and the signed lines, which somebody answers for: what people in
 * shelters do crosses no threshold before it is reported.
 */
export async function countyFigures(
	tx: Pick<Tx, '$queryRaw'>,
	eventId: string,
	countyCode: string
): Promise<CountyFigures> {
	return countyFiguresOf((await rollUpByArea(tx, eventId, countyCode, null)).own);
}

/** As `countyFigures`, of a roll-up that is there already, whatever it takes from the shelters. */
export function countyFiguresOf(own: RollUp): CountyFigures {
	return { figures: saidFigures(own), units: own.units, reported: own.reported };
}
