import type pg from 'pg';
import type { ReportUnit } from '#domain/reports/report.ts';
import { copyRows, type CopyRow } from '../../repositories/copy-rows.ts';
import { townshipOf } from '../../repositories/damage-reports.ts';
import type { ToldAdjustment, ToldReport } from './report-book.ts';
import { tellCrossings } from './tell-crossings.ts';
import type { ToldReports } from './tell-reports.ts';

/** Writes the damage reports of the demonstration, in the transaction of the connection. */
export async function writeReports(client: pg.ClientBase, told: ToldReports): Promise<void> {
	await copyRows(client, 'damage_report', told.reports.map(reportRow));
	await copyRows(client, 'reporting_unit', told.units.map(unitRow));
	await copyRows(client, 'report_adjustment', told.adjustments.map(adjustmentRow));
	await copyRows(client, 'threshold_crossing', crossingRows(told));
}

function reportRow({ figures, sources, reasons, decision, ...report }: ToldReport): CopyRow {
	return {
		...report,
		figures: JSON.stringify(figures),
		sources: JSON.stringify(sources),
		reasons: JSON.stringify(reasons),
		decidedAt: decision?.at ?? null,
		decidedBy: decision?.by.id ?? null,
		decidedByName: decision?.by.displayName ?? null,
		decisionReason: decision?.reason ?? ''
	};
}

function crossingRows({ reports, adjustments }: ToldReports): CopyRow[] {
	const [first] = reports;
	if (!first) return [];
	const { eventId } = first;
	return tellCrossings(reports, adjustments).map(({ threshold, isReached, figure, at }, index) => ({
		...{ eventId, number: index + 1, thresholdId: threshold.id, threshold: JSON.stringify(threshold) },
		...{ isReached, figure, setVersion: 0, at }
	}));
}

function unitRow({ latest, ...unit }: ReportUnit): CopyRow {
	return {
		...unit,
		townshipCode: townshipOf(unit.areaCode),
		latestId: latest?.id ?? null,
		latestKind: latest?.kind ?? null,
		latestState: latest?.state ?? null,
		latestAt: latest?.at ?? null
	};
}

function adjustmentRow({ by, ...line }: ToldAdjustment): CopyRow {
	return {
		...line,
		townshipCode: townshipOf(line.areaCode),
		accountId: by.id,
		accountName: by.displayName
	};
}
