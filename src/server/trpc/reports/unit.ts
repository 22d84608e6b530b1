import { deadlineOf } from '#domain/reports/deadlines.ts';
import { UnitInput, type UnitView } from '#domain/reports/report-board.ts';
import { findReport, findReports, findUnit } from '../../repositories/damage-reports.ts';
import { findStableSince } from '../../repositories/report-board.ts';
import { procedure } from '../trpc.ts';
import { unitToRead } from './units.ts';

/** What a unit goes on from: the report that stands last, one that was sent back since, and what it owes. */
export const unit = procedure('report.read')
	.input(UnitInput)
	.query(async ({ ctx, input: { eventId, areaCode } }): Promise<UnitView> => {
		const { db, policies } = ctx.app;
		const { event, level } = await unitToRead(db.prisma, ctx.actor, eventId, areaCode);
		const [chain, reports, stableSince] = await Promise.all([
			findUnit(db.prisma, eventId, areaCode),
			findReports(db.prisma, eventId, areaCode),
			findStableSince(db.prisma, eventId)
		]);
		const newest = reports.find(({ state }) => state !== 'superseded');
		const acceptedId = chain && chain.acceptedId !== chain.latest?.id ? chain.acceptedId : null;
		const [standing, returned, accepted] = await Promise.all([
			chain?.latest ? findReport(db.prisma, chain.latest.id) : null,
			newest?.state === 'returned' ? findReport(db.prisma, newest.id) : null,
			acceptedId ? findReport(db.prisma, acceptedId) : null
		]);
		const last = { level, lastAt: chain?.latest?.at ?? null, isVerified: Boolean(chain?.verifiedAt) };
		const clock = { startedAt: event.startedAt, phase: event.phase, stableSince };
		const deadline = deadlineOf(last, clock, policies.current());
		const at = ctx.command.now.toISOString();
		return { eventId, areaCode, level, unit: chain, standing, returned, accepted, deadline, at };
	});
