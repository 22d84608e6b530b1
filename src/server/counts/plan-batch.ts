import { covers, hasVerb, type Verb } from '#domain/access/can.ts';
import { countChangeOf } from '#domain/changes/count-change.ts';
import { pointSubject, type CountPointView } from '#domain/counts/count-point.ts';
import { decideCount, type CountCommand } from '#domain/counts/decide-count.ts';
import type { CountState } from '#domain/counts/take-observation.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { auditRow, hashOf, type CommandContext } from '../commands/execute.ts';
import { newId } from '../new-id.ts';
import type { CountRows, StoredOperation } from '../repositories/counts.ts';

/** The answer to a count: what was recorded, the figure now, and whether another report differs. */
export interface CountAnswer {
	observationId: string;
	/** When the county received it, ISO UTC. */
	receivedAt: string;
	people: number;
	observedAt: string;
	isDisputed: boolean;
	version: number;
}

/** One waiting command. */
export interface PendingCount {
	command: CountCommand;
	context: CommandContext;
	bodyHash: string;
}

export type CountReply = { answer: CountAnswer } | { error: ProblemError };

const VERBS = {
	count: 'count.submit',
	correction: 'count.correct',
	settlement: 'count.settle'
} as const satisfies Record<CountCommand['kind'], Verb>;

const CHANGE_TYPES = { count: 'count.submitted', correction: 'count.corrected', settlement: 'count.settled' } as const;

export function verbOf(command: CountCommand): Verb {
	return VERBS[command.kind];
}

/** A hash of the command without the time of its sending, which differs at every resend. */
export function countBodyHash(command: CountCommand): string {
	return hashOf({ ...command, sentAt: undefined });
}

/**
 * Decides a batch of counts one after the other and gathers the rows to write. A command that is refused, or was
 * carried out before, gets its reply and leaves no rows.
 */
export function planBatch(
	batch: readonly PendingCount[],
	locked: { operations: StoredOperation[]; states: CountState[] },
	windowMinutes: number
): { replies: CountReply[]; rows: CountRows } {
	const states = new Map(locked.states.map((state) => [state.point.id, state]));
	const before = new Map(locked.states.map((state) => [state.point.id, state.point]));
	const done = new Map(locked.operations.map((operation) => [operation.id, operation]));
	const rows: CountRows = { observations: [], points: [], totals: [], changes: [], audit: [], operations: [] };
	const touched = new Set<string>();

	const replies = batch.map((pending): CountReply => {
		const { command, context, bodyHash } = pending;
		const { actor } = context;
		const stored = done.get(command.operationId);
		if (stored) {
			const isSame = stored.accountId === actor.accountId && stored.bodyHash === bodyHash;
			return isSame ? { answer: stored.answer as CountAnswer } : { error: new ProblemError('operationConflict') };
		}
		if (!hasVerb(actor, verbOf(command))) return { error: new ProblemError('forbidden') };
		const state = states.get(command.pointId);
		if (!state || !covers(actor, pointSubject(state.point))) return { error: new ProblemError('notFound') };

		const by = `${actor.accountId}/${context.deviceId ?? ''}`;
		const receivedAt = context.now.toISOString();
		const decision = decideCount(state, command, by, newId(), receivedAt, windowMinutes);
		if (!decision.ok) return { error: new ProblemError(decision.problem) };

		const next = decision.value.state;
		states.set(command.pointId, next);
		touched.add(command.pointId);
		const answer: CountAnswer = {
			observationId: decision.value.observation.id,
			receivedAt,
			people: decision.value.observation.people,
			observedAt: decision.value.observation.observedAt,
			isDisputed: next.point.disputeIds.length > 0,
			version: next.point.version
		};
		gather(rows, pending, state.point, next.point, decision.value.observation, answer);
		done.set(command.operationId, { id: command.operationId, accountId: actor.accountId, bodyHash, answer });
		return { answer };
	});

	const totals = new Map<string, CountRows['totals'][number]>();
	for (const id of touched) {
		const state = states.get(id)!;
		rows.points.push(pointRow(state));
		addTotal(totals, before.get(id)!, state.point);
	}
	rows.totals = [...totals.values()].filter((total) => total.sheltered !== 0 || total.dispersed !== 0);
	return { replies, rows };
}

function gather(
	rows: CountRows,
	{ command, context, bodyHash }: PendingCount,
	before: CountPointView,
	after: CountPointView,
	observation: { id: string; people: number; observedAt: string } & Pick<CountPointView, 'ageBands' | 'needs'>,
	answer: CountAnswer
): void {
	const { actor } = context;
	const verb = verbOf(command);
	const reason = command.kind === 'count' ? '' : command.reason;
	const { id, areaCode, people, observationId, disputeIds } = after;
	const isNewDispute = disputeIds.length > 0 && command.kind === 'count';
	const type = isNewDispute ? 'count.disputed' : CHANGE_TYPES[command.kind];
	rows.observations.push({
		id: observation.id,
		point_id: id,
		kind: command.kind,
		people: observation.people,
		age_bands: observation.ageBands,
		needs: observation.needs,
		reason,
		device_time: command.deviceTime,
		observed_at: observation.observedAt,
		received_at: answer.receivedAt,
		account_id: actor.accountId,
		account_name: actor.name,
		device_id: context.deviceId
	});
	rows.changes.push({ type, area: areaCode, payload: JSON.stringify({ type, count: countChangeOf(after) }) });
	rows.audit.push(
		auditRow(
			context,
			{
				verb,
				subjectType: 'countPoint',
				subjectId: id,
				areaCode,
				before: { people: before.people, observationId: before.observationId, disputeIds: before.disputeIds },
				after: {
					people,
					observationId,
					disputeIds,
					observed: { id: observation.id, people: observation.people, observedAt: observation.observedAt }
				},
				reason
			},
			command.operationId
		)
	);
	rows.operations.push({
		id: command.operationId,
		account_id: actor.accountId,
		verb,
		body_hash: bodyHash,
		answer
	});
}

function pointRow({ point, reporters, settledAt }: CountState) {
	return {
		id: point.id,
		people: point.people,
		age_bands: point.ageBands,
		needs: point.needs,
		observation_id: point.observationId,
		observed_at: point.observedAt,
		last_word_at: point.lastWordAt,
		dispute_ids: point.disputeIds,
		reporters,
		settled_at: settledAt,
		version: point.version
	};
}

function addTotal(totals: Map<string, CountRows['totals'][number]>, before: CountPointView, after: CountPointView) {
	const key = `${after.eventId}/${after.townshipCode}`;
	const total = totals.get(key) ?? {
		event_id: after.eventId,
		township_code: after.townshipCode,
		sheltered: 0,
		dispersed: 0
	};
	total[after.kind === 'shelter' ? 'sheltered' : 'dispersed'] += (after.people ?? 0) - (before.people ?? 0);
	totals.set(key, total);
}
