import type { Decimal } from '#domain/reports/decimal.ts';
import type { App } from '../../app.ts';
import type { Tx } from '../../db/database.ts';
import { rollUpByArea } from '../../repositories/report-roll-up.ts';
import { sheltersRule } from './report-change.ts';

/** One figure of an area as it is now, and what it is made of. */
export async function sumOf(
	app: Pick<App, 'policies'>,
	tx: Pick<Tx, '$queryRaw'>,
	eventId: string,
	areaCode: string,
	indicator: string
): Promise<{ figure: Decimal | null; source: 'reports' | 'shelters' }> {
	const { own } = await rollUpByArea(tx, eventId, areaCode, sheltersRule(app));
	return own.figures.find(({ key }) => key === indicator) ?? { figure: null, source: 'reports' };
}
