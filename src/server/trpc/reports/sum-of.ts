import type { Decimal } from '#domain/reports/decimal.ts';
import { saidWithLine } from '#domain/reports/roll-up.ts';
import type { App } from '../../app.ts';
import type { Tx } from '../../db/database.ts';
import { countyFiguresOf, type CountyFigures } from '../../repositories/county-figures.ts';
import { rollUpByArea } from '../../repositories/report-roll-up.ts';
import { lockCrossings } from '../../repositories/thresholds.ts';
import { sheltersRule } from './report-change.ts';

/** A sum that a signed line changes. */
interface SumToChange {
	/** As it is now; null where nobody says anything of it, or it is asked for no more. */
	figure: Decimal | null;
	source: 'reports' | 'shelters';
	/** The county's figures with a line of so much in them. */
	with(amount: Decimal): CountyFigures;
}

/** One figure of an area, which nobody else changes meanwhile: the county is summed up once, before the line. */
export async function lockSum(
	{ countyCode, policies }: Pick<App, 'countyCode' | 'policies'>,
	tx: Pick<Tx, '$queryRaw' | '$executeRaw'>,
	{ eventId, areaCode, indicator }: { eventId: string; areaCode: string; indicator: string }
): Promise<SumToChange> {
	await lockCrossings(tx, eventId);
	const { own, below } = await rollUpByArea(tx, eventId, countyCode, sheltersRule({ policies }));
	const area = areaCode === countyCode ? own : below.find((one) => one.areaCode === areaCode);
	const found = area?.figures.find(({ key }) => key === indicator);
	return {
		figure: found?.figure ?? null,
		source: found?.source ?? 'reports',
		with: (amount) => ({ ...countyFiguresOf(own), figures: saidWithLine(own, indicator, amount) })
	};
}
