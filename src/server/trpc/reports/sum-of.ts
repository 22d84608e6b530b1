import { findInUse } from '#domain/reports/change-indicators.ts';
import type { Decimal } from '#domain/reports/decimal.ts';
import type { App } from '../../app.ts';
import { accept } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { findCatalogue } from '../../repositories/local-indicators.ts';
import { rollUpByArea } from '../../repositories/report-roll-up.ts';
import { sheltersRule } from './report-change.ts';

/**
 * One figure of an area as it is now, what it is made of, and the decimals of its indicator.
 *
 * @throws ProblemError `indicatorUnknown`, `indicatorEnded`: what is asked for no more is not summed up
 */
export async function sumOf(
	app: Pick<App, 'policies'>,
	tx: Pick<Tx, '$queryRaw' | 'localIndicator'>,
	eventId: string,
	areaCode: string,
	indicator: string
): Promise<{ figure: Decimal | null; source: 'reports' | 'shelters'; decimals: number }> {
	const { decimals } = accept(findInUse(await findCatalogue(tx), indicator));
	const { own } = await rollUpByArea(tx, eventId, areaCode, sheltersRule(app));
	const found = own.figures.find(({ key }) => key === indicator);
	return { figure: found?.figure ?? null, source: found?.source ?? 'reports', decimals };
}
