import { createHash } from 'node:crypto';
import { ProblemError } from '#domain/shared/problems.ts';
import type { AuditVerb } from '#domain/audit/audit-verbs.ts';
import { decideCancelNotice, decideNotice, type StandingNotice } from '#domain/warnings/decide-notice.ts';
import type { CancelNoticeInput, IssuedNotice, IssueNoticeInput } from '#domain/warnings/notice.ts';
import { warningKey, type Warning } from '#domain/warnings/warning.ts';
import { warningStates } from '#domain/warnings/warning-state.ts';
import {
	accept,
	execute,
	requireCovered,
	type CommandContext,
	type Executor,
	type Outcome
} from '../commands/execute.ts';
import type { Tx } from '../db/database.ts';
import { writeCap } from '../exporters/cap/write-cap.ts';
import { newId } from '../new-id.ts';
import { findNoticePlaces } from '../repositories/areas.ts';
import { requireAreas } from '../repositories/required-areas.ts';
import { findWarnings, insertWarning, lockWarning } from '../repositories/warnings.ts';

/**
 * Issues a notice of the county's own, or the update of one.
 *
 * @throws ProblemError `outsideArea`, `unknownArea`, `noticeTimes`, `notFound`, `notOwnNotice`, `noticeEnded`
 */
export async function issueNotice(
	host: Executor,
	context: CommandContext,
	input: IssueNoticeInput
): Promise<IssuedNotice> {
	requireCovered(context.actor, { areas: [host.countyCode] });
	return execute(host, context, 'warning.issue', input, async (tx) => {
		await requireAreas(tx, context.actor, input.areaCodes);
		const updated = input.updatesId ? await standingNotice(tx, input.updatesId, context.now) : null;
		const places = await findNoticePlaces(tx, input.areaCodes);
		const warning = accept(decideNotice(input, places, updated, frameOf(host, context)));
		const verb = updated ? ('warning.update' as const) : ('warning.issue' as const);
		return send(tx, host, context, { warning, areaCodes: input.areaCodes, verb });
	});
}

/**
 * Ends a notice of the county's own.
 *
 * @throws ProblemError `notFound`, `notOwnNotice`, `noticeEnded`
 */
export async function cancelNotice(
	host: Executor,
	context: CommandContext,
	input: CancelNoticeInput
): Promise<IssuedNotice> {
	requireCovered(context.actor, { areas: [host.countyCode] });
	return execute(host, context, 'warning.issue', input, async (tx) => {
		const cancelled = await standingNotice(tx, input.warningId, context.now);
		const warning = accept(decideCancelNotice(input, cancelled, frameOf(host, context)));
		const { areaCodes } = cancelled;
		return send(tx, host, context, { warning, areaCodes, verb: 'warning.cancel', reason: input.reason });
	});
}

const frameOf = ({ countyCode }: Executor, { now }: CommandContext) => ({ countyCode, id: newId(), now });

/** A message that is to be updated or cancelled, held until the transaction ends, so that only one does. */
async function standingNotice(tx: Tx, id: string, now: Date): Promise<StandingNotice & { areaCodes: string[] }> {
	if (!(await lockWarning(tx, id))) throw new ProblemError('notFound');
	const all = await findWarnings(tx);
	const kept = all.find((one) => one.id === id);
	if (!kept) throw new ProblemError('notFound');
	const states = warningStates(
		all.map(({ warning }) => warning),
		now
	);
	const { warning, areaCodes, cameBy } = kept;
	return { warning, areaCodes, isOwn: cameBy === 'own', state: states.get(warningKey(warning)) ?? 'notActual' };
}

interface Sending {
	warning: Warning;
	areaCodes: string[];
	verb: AuditVerb;
	reason?: string;
}

/** Keeps a message with its file as it goes out. */
async function send(
	tx: Tx,
	{ countyCode }: Executor,
	context: CommandContext,
	{ warning, areaCodes, verb, reason }: Sending
): Promise<Outcome<IssuedNotice>> {
	const id = newId();
	const file = writeCap(warning);
	const sha256 = createHash('sha256').update(file).digest('hex');
	const { identifier, sent, messageType, references } = warning;
	const fileName = `${identifier}.xml`;
	await insertWarning(tx, context, { id, warning, areaCodes, fileName, cameBy: 'own', sha256, file });
	const after = { identifier, sent, messageType, areaCodes, sha256, updates: references[0]?.identifier ?? null };
	return {
		answer: { warningId: id, identifier },
		changes: [{ type: 'warning.issued', warning: { id, areaCodes } }],
		audit: [{ verb, subjectType: 'warning', subjectId: id, areaCode: countyCode, after, ...(reason ? { reason } : {}) }]
	};
}
