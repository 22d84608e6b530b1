import { decimalOf, type Decimal } from '#domain/reports/decimal.ts';
import type { AdjustmentView } from '#domain/reports/report.ts';
import { Prisma, type ReportAdjustment } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import type { CommandContext } from '../commands/execute.ts';
import { townshipOf } from './damage-reports.ts';

/** A signed line as it is written down. */
export interface NewAdjustment {
	id: string;
	eventId: string;
	areaCode: string;
	indicator: string;
	amount: Decimal;
	reason: string;
	reversesId: string | null;
}

export async function insertAdjustment(tx: Tx, { actor, now }: CommandContext, line: NewAdjustment): Promise<void> {
	const by = { accountId: actor.accountId, accountName: actor.name, at: now };
	await tx.reportAdjustment.create({
		data: { ...line, amount: new Prisma.Decimal(line.amount), townshipCode: townshipOf(line.areaCode), ...by }
	});
}

/** A line with its event, and whether it was taken back or takes another back. */
export async function findAdjustment(tx: Pick<Tx, 'reportAdjustment'>, id: string) {
	const row = await tx.reportAdjustment.findUnique({ where: { id } });
	if (!row) return null;
	const isReversed = row.reversesId !== null || (await tx.reportAdjustment.count({ where: { reversesId: id } })) > 0;
	return { ...viewOf(row, null), eventId: row.eventId, isReversed };
}

/** The lines of an area and of those under it, newest first. */
export async function findAdjustments(
	db: Pick<Tx, 'reportAdjustment'>,
	eventId: string,
	areaCode: string
): Promise<AdjustmentView[]> {
	const rows = await db.reportAdjustment.findMany({
		where: { eventId, areaCode: { startsWith: areaCode } },
		orderBy: [{ at: 'desc' }, { id: 'desc' }]
	});
	const reversals = new Map(rows.flatMap(({ id, reversesId }) => (reversesId ? [[reversesId, id]] : [])));
	return rows.map((row) => viewOf(row, reversals.get(row.id) ?? null));
}

/** The lines that lower a sum and stand, newest first. */
export async function findLoweringLines(
	db: Pick<Tx, 'reportAdjustment'>,
	eventId: string,
	{ areaCode, indicator }: { areaCode: string; indicator: string }
): Promise<AdjustmentView[]> {
	const lines = await findAdjustments(db, eventId, areaCode);
	return lines.filter(
		(line) =>
			line.indicator === indicator && line.amount.startsWith('-') && !line.reversedById && line.reversesId === null
	);
}

function viewOf(row: ReportAdjustment, reversedById: string | null): AdjustmentView {
	const { id, areaCode, indicator, amount, reason, reversesId, accountName, at } = row;
	const text = decimalOf(amount.toFixed());
	if (text === null) throw new Error(`Adjustment ${id} has no plain amount`);
	return { id, areaCode, indicator, amount: text, reason, reversesId, reversedById, accountName, at: at.toISOString() };
}
