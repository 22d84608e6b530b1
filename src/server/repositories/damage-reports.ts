import type { Figures } from '#domain/reports/check-figures.ts';
import type {
	FigureSource,
	ReportKind,
	ReportLevel,
	ReportReason,
	ReportState,
	ReportSummary,
	ReportUnit,
	ReportView
} from '#domain/reports/report.ts';
import { Prisma, type DamageReport, type ReportingUnit } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';

/* Damage reports. Locks: the event, then the reporting unit. */

/** A report as it is written down. */
export interface NewReport extends Omit<ReportView, 'decidedAt' | 'decidedByName' | 'decisionReason'> {
	accountId: string;
	role: string;
	deviceId: string | null;
}

/** Who decided, when and why. */
export interface ReportDecision {
	by: string;
	byName: string;
	at: Date;
	reason: string;
}

/** Locks a unit's chain, made when it is not there, and reads it; null while it has filed nothing. */
export async function lockUnit(
	tx: Tx,
	key: { eventId: string; areaCode: string; level: ReportLevel },
	now: Date
): Promise<ReportUnit | null> {
	const { eventId, areaCode, level } = key;
	await tx.reportingUnit.createMany({
		data: [{ eventId, areaCode, level, townshipCode: townshipOf(areaCode), firstAt: now }],
		skipDuplicates: true
	});
	await tx.$queryRaw(Prisma.sql`
		SELECT FROM reporting_unit WHERE event_id = ${eventId}::uuid AND area_code = ${areaCode} FOR NO KEY UPDATE`);
	const unit = await findUnit(tx, eventId, areaCode);
	return unit?.reports ? unit : null;
}

/** A unit's chain; null where it has filed nothing. */
export async function findUnit(db: Pick<Tx, 'reportingUnit' | 'damageReport'>, eventId: string, areaCode: string) {
	const row = await db.reportingUnit.findUnique({ where: { eventId_areaCode: { eventId, areaCode } } });
	if (!row || row.reports === 0) return null;
	const { latestId } = row;
	const latest = latestId
		? await db.damageReport.findUniqueOrThrow({ where: { id: latestId }, select: { number: true } })
		: null;
	return unitView({ ...row, latestNumber: latest?.number ?? null });
}

/**
 * Writes a report down and moves its unit's chain on: an undecided report before it gives way, and one that is filed
 * as accepted counts at once. A superseded one changes only how many there are.
 */
export async function insertReport(tx: Tx, report: NewReport, decision: ReportDecision | null): Promise<number> {
	const { id, eventId, areaCode, state, kind, sources, reasons, figures } = report;
	if (state !== 'superseded')
		await tx.damageReport.updateMany({ where: { eventId, areaCode, state: 'filed' }, data: { state: 'superseded' } });
	await tx.damageReport.create({
		data: {
			...report,
			figures: figures,
			sources: sources,
			reasons: reasons,
			...(decision ? decided(decision) : {})
		}
	});
	const receivedAt = new Date(report.receivedAt);
	const unit = await tx.reportingUnit.update({
		where: { eventId_areaCode: { eventId, areaCode } },
		data: {
			reports: { increment: 1 },
			version: { increment: 1 },
			...(report.number === 1 ? { firstAt: receivedAt } : {}),
			...(state === 'superseded' ? {} : { latestId: id, latestKind: kind, latestState: state, latestAt: receivedAt }),
			...(state === 'accepted' ? { acceptedId: id } : {}),
			...(state === 'accepted' && kind === 'verified' ? { verifiedAt: receivedAt } : {})
		}
	});
	return unit.version;
}

/** Writes a decision on a report. One sent back no longer stands: what stood before it does, if it was accepted. */
export async function writeDecision(
	tx: Tx,
	report: Pick<ReportView, 'id' | 'eventId' | 'areaCode' | 'kind'>,
	state: Extract<ReportState, 'accepted' | 'returned'>,
	decision: ReportDecision
): Promise<number> {
	const { id, eventId, areaCode, kind } = report;
	await tx.damageReport.update({ where: { id }, data: { state, ...decided(decision) } });
	const where = { eventId_areaCode: { eventId, areaCode } };
	if (state === 'accepted') {
		const verifiedAt = kind === 'verified' ? { verifiedAt: decision.at } : {};
		const data = { acceptedId: id, latestState: state, version: { increment: 1 }, ...verifiedAt };
		return (await tx.reportingUnit.update({ where, data })).version;
	}
	const unit = await tx.reportingUnit.findUniqueOrThrow({ where });
	const before = unit.acceptedId && (await tx.damageReport.findUniqueOrThrow({ where: { id: unit.acceptedId } }));
	const latest = before
		? { latestId: before.id, latestKind: before.kind, latestState: before.state, latestAt: before.receivedAt }
		: { latestId: null, latestKind: null, latestState: null, latestAt: null };
	return (await tx.reportingUnit.update({ where, data: { ...latest, version: { increment: 1 } } })).version;
}

/** A report with its figures, or null. */
export async function findReport(db: Pick<Tx, 'damageReport'>, id: string): Promise<ReportView | null> {
	const row = await db.damageReport.findUnique({ where: { id } });
	return row && reportView(row);
}

/** The report of a unit that counts; null where none was accepted. */
export async function findAccepted(
	db: Pick<Tx, 'reportingUnit' | 'damageReport'>,
	eventId: string,
	areaCode: string
): Promise<ReportView | null> {
	const unit = await db.reportingUnit.findUnique({ where: { eventId_areaCode: { eventId, areaCode } } });
	return unit?.acceptedId ? findReport(db, unit.acceptedId) : null;
}

/** All reports of a unit, the latest first, without their figures. */
export async function findReports(
	db: Pick<Tx, 'damageReport'>,
	eventId: string,
	areaCode: string
): Promise<ReportSummary[]> {
	const rows = await db.damageReport.findMany({ where: { eventId, areaCode }, orderBy: { number: 'desc' } });
	return rows.map(summaryOf);
}

/** The code of the township that an area lies in or is; null for a county. */
export function townshipOf(areaCode: string): string | null {
	return areaCode.length >= 9 ? areaCode.slice(0, 9) : null;
}

function decided({ by, byName, at, reason }: ReportDecision) {
	return { decidedAt: at, decidedBy: by, decidedByName: byName, decisionReason: reason };
}

/** A unit's row with the number of the report that stands last. */
export type UnitRow = ReportingUnit & { latestNumber: number | null };

export function unitView(row: UnitRow): ReportUnit {
	const { eventId, areaCode, level, reports, acceptedId, version } = row;
	const { latestId, latestNumber, latestKind, latestState, latestAt } = row;
	return {
		...{ eventId, areaCode, level: level as ReportLevel, reports, acceptedId, version },
		latest:
			latestId && latestAt && latestNumber !== null
				? {
						id: latestId,
						number: latestNumber,
						kind: latestKind as ReportKind,
						state: latestState as ReportState,
						at: latestAt.toISOString()
					}
				: null,
		firstAt: row.firstAt.toISOString(),
		verifiedAt: row.verifiedAt?.toISOString() ?? null
	};
}

function summaryOf(row: DamageReport): ReportSummary {
	const { id, eventId, areaCode, number, isZero, accountName, decidedByName, decisionReason } = row;
	return {
		...{ id, eventId, areaCode, number, isZero, accountName, decidedByName, decisionReason },
		level: row.level as ReportLevel,
		kind: row.kind as ReportKind,
		state: row.state as ReportState,
		observedAt: row.observedAt.toISOString(),
		receivedAt: row.receivedAt.toISOString(),
		decidedAt: row.decidedAt?.toISOString() ?? null
	};
}

function reportView(row: DamageReport): ReportView {
	return {
		...summaryOf(row),
		figures: row.figures as Figures,
		sources: row.sources as Partial<Record<string, FigureSource>>,
		reasons: row.reasons as unknown as ReportReason[],
		note: row.note,
		basisId: row.basisId,
		deviceTime: row.deviceTime.toISOString()
	};
}
