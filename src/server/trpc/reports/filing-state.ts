import type { FilingState } from '#domain/reports/decide-file.ts';
import type { FigureSource, ReportUnit } from '#domain/reports/report.ts';
import { figuresOfRollUp, type RollUp } from '#domain/reports/roll-up.ts';
import type { EventView } from '#domain/events/event.ts';
import type { ReportLevel } from '#domain/reports/report.ts';
import type { App } from '../../app.ts';
import type { Tx } from '../../db/database.ts';
import { findReport } from '../../repositories/damage-reports.ts';
import { findCatalogue } from '../../repositories/local-indicators.ts';
import { rollUpByArea } from '../../repositories/report-roll-up.ts';
import { sheltersRule } from './report-change.ts';

/** What a unit's next report is weighed against. */
export async function filingState(
	app: Pick<App, 'policies'>,
	tx: Tx,
	scope: { event: EventView; level: ReportLevel },
	unit: ReportUnit | null,
	areaCode: string
): Promise<FilingState> {
	const { event, level } = scope;
	const standing = unit?.latest ? await findReport(tx, unit.latest.id) : null;
	const accepted = unit?.acceptedId ? await findReport(tx, unit.acceptedId) : null;
	const known = { event, level, unit, standing, accepted, catalogue: await findCatalogue(tx) };
	if (level === 'village') return { ...known, sum: null };
	const { own } = await rollUpByArea(tx, event.id, areaCode, sheltersRule(app));
	return { ...known, sum: { figures: figuresOfRollUp(own), sources: sourcesOf(own) } };
}

function sourcesOf({ figures }: RollUp): Partial<Record<string, FigureSource>> {
	return Object.fromEntries(figures.map(({ key, source }) => [key, source === 'shelters' ? 'shelters' : 'sum']));
}
