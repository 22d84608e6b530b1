import { lowersAny, sumsBelowZero, type SumBelowZero } from '#domain/reports/below-zero.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import type { App } from '../app.ts';
import type { Tx } from '../db/database.ts';
import { townshipOf } from '../repositories/damage-reports.ts';
import { rollUpByArea } from '../repositories/report-roll-up.ts';
import { sheltersRule } from '../trpc/reports/report-change.ts';

/** A village's report that would come to count. */
interface Counting {
	eventId: string;
	areaCode: string;
	figures: Figures;
}

/**
 * The sums of the village's township and of the county that its report would take below 0. Nothing is asked of the
 * database where the report lowers nothing.
 *
 * @param accepted what of the village counts now
 */
export async function findSumsBelowZero(
	{ countyCode, policies }: Pick<App, 'countyCode' | 'policies'>,
	db: Pick<Tx, '$queryRaw'>,
	{ eventId, areaCode, figures }: Counting,
	accepted: Figures | null
): Promise<SumBelowZero[]> {
	const township = townshipOf(areaCode);
	if (township === null || township === areaCode || !lowersAny(accepted, figures)) return [];
	const { own, below } = await rollUpByArea(db, eventId, countyCode, sheltersRule({ policies }));
	const sums = [...below.filter((one) => one.areaCode === township), own];
	return sumsBelowZero(sums, accepted, figures);
}
