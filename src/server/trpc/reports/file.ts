import { observationTime } from '#domain/counts/take-observation.ts';
import { lowersAny } from '#domain/reports/below-zero.ts';
import { decideFile, waitIfBelowZero, type FilingDecision, type FilingState } from '#domain/reports/decide-file.ts';
import { FileReportInput, type FileReportAnswer } from '#domain/reports/report.ts';
import { noteThresholds } from '../../advice/note-thresholds.ts';
import type { App } from '../../app.ts';
import { accept, execute, type CommandContext } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { findSumsBelowZero } from '../../reports/below-zero.ts';
import { lockCrossings } from '../../repositories/thresholds.ts';
import { insertReport, lockUnit, type NewReport } from '../../repositories/damage-reports.ts';
import { procedure } from '../trpc.ts';
import { filingState } from './filing-state.ts';
import { reportChange, swingPolicyOf } from './report-change.ts';
import { unitToChange } from './units.ts';

/** Takes a damage report; the body of its procedure, and of its operation from a device's queue. */
export function fileReport(app: App, context: CommandContext, input: FileReportInput): Promise<FileReportAnswer> {
	const { sentAt, ...command } = input;
	const { operationId: id, eventId, areaCode, deviceTime } = command;
	return execute(app, context, 'report.file', command, async (tx) => {
		const { actor, now, deviceId } = context;
		const scope = await unitToChange(tx, actor, eventId, areaCode);
		const unit = await lockUnit(tx, { eventId, areaCode, level: scope.level }, now);
		const observedAt = observationTime(deviceTime, sentAt, now.toISOString());
		const state = await filingState(app, tx, scope, unit, areaCode);
		const decided = accept(decideFile(state, command, actor.role, observedAt, swingPolicyOf(app)));
		const decision = await waitsIfBelowZero(app, tx, { eventId, areaCode }, state.accepted, decided);
		const report: NewReport = {
			...{ id, eventId, areaCode, level: scope.level, observedAt, deviceTime, deviceId },
			...decision,
			isZero: command.isZero,
			reasons: command.reasons,
			note: command.note,
			basisId: command.basisId ?? null,
			receivedAt: now.toISOString(),
			accountId: actor.accountId,
			accountName: actor.name,
			role: actor.role
		};
		const by = { by: actor.accountId, byName: actor.name, at: now, reason: '' };
		const version = await insertReport(tx, report, decision.state === 'accepted' ? by : null);
		// Only accepted reports of villages are in the county's figures.
		const isCounted = decision.state === 'accepted' && scope.level === 'village';
		const crossed = isCounted ? await noteThresholds(tx, scope.event, app.countyCode, now) : [];
		const { number, kind, state: reached } = decision;
		return {
			answer: { reportId: id, number, kind, state: reached },
			changes: [reportChange('report.filed', { eventId, areaCode, version }, scope.level), ...crossed],
			audit: [
				{
					verb: 'report.file',
					subjectType: 'damageReport',
					subjectId: id,
					areaCode,
					after: { number, kind, state: reached, isZero: command.isZero, figures: decision.figures },
					reason: command.reasons.map(({ reason }) => reason).join('；')
				}
			]
		};
	});
}

async function waitsIfBelowZero(
	app: App,
	tx: Tx,
	unit: { eventId: string; areaCode: string },
	accepted: FilingState['accepted'],
	decided: FilingDecision
): Promise<FilingDecision> {
	const before = accepted?.figures ?? null;
	if (decided.state !== 'accepted' || !lowersAny(before, decided.figures)) return decided;
	await lockCrossings(tx, unit.eventId);
	return waitIfBelowZero(decided, await findSumsBelowZero(app, tx, { ...unit, ...decided }, before));
}

/** Files a damage report of a village, a township or the county. */
export const file = procedure('report.file')
	.input(FileReportInput)
	.mutation(({ ctx, input }) => fileReport(ctx.app, ctx.command, input));
