import { createHash } from 'node:crypto';
import { Prisma } from '../db/generated/client.ts';
import { covers, hasVerb, type Actor, type Subject, type Verb } from '#domain/access/can.ts';
import type { AuditVerb } from '#domain/audit/audit-verbs.ts';
import type { SubjectType } from '#domain/audit/subject-types.ts';
import { changeSubject, type Change } from '#domain/changes/change.ts';
import { canonicalJson } from '#domain/shared/canonical-json.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { Result } from '#domain/shared/result.ts';
import type { Database, Tx } from '../db/database.ts';
import { isRetryable, isUniqueViolation } from '../db/problem-of-database-error.ts';

/** Who asks, from where and when; passed to everything a command does. */
export interface CommandContext {
	actor: Actor;
	deviceId: string | null;
	requestId: string;
	/** The server's time for this command. */
	now: Date;
}

/** What the audit trail keeps of a mutation. Personal data stays out of `before` and `after` unless it is the point. */
export interface AuditRecord {
	verb: AuditVerb;
	subjectType: SubjectType;
	subjectId: string;
	areaCode: string;
	before?: unknown;
	after?: unknown;
	reason?: string;
}

/** What a command's work gives back, to be written in the same transaction as its rows. */
export interface Outcome<A> {
	answer: A;
	changes: Change[];
	audit: AuditRecord[];
}

export interface Executor {
	db: Database;
	countyCode: string;
	/** Told after a commit that there is something new in the logs. */
	committed(): void;
}

/** Refuses an actor whose role lacks the verb, before anything is looked up. */
export function requireVerb(actor: Actor, verb: Verb): void {
	if (!hasVerb(actor, verb)) throw new ProblemError('forbidden');
}

/** Refuses a subject outside the actor's area in the same words as one that does not exist. */
export function requireCovered(actor: Actor, subject: Subject | null | undefined): asserts subject is Subject {
	if (!subject || !covers(actor, subject)) throw new ProblemError('notFound');
}

/** The value of a decision, or its problem thrown. */
export function accept<T>(result: Result<T>): T {
	if (!result.ok) throw new ProblemError(result.problem);
	return result.value;
}

/** A hash that is the same for the same content, whatever the order of its keys. */
export function hashOf(body: unknown): string {
	return createHash('sha256').update(canonicalJson(body)).digest('base64url');
}

/**
 * Carries out a command once: permission, stored answer of a repeated operation id, the work, and in the same
 * transaction its changes, its audit entries and its operation id.
 *
 * @throws ProblemError `forbidden`, `operationConflict` (same id, other content), and whatever the work refuses.
 */
export async function execute<C extends { operationId: string }, A>(
	executor: Executor,
	context: CommandContext,
	verb: Verb,
	command: C,
	work: (tx: Tx) => Promise<Outcome<A>>
): Promise<A> {
	requireVerb(context.actor, verb);
	const bodyHash = hashOf({ verb, command });
	for (let attempt = 1; ; attempt++) {
		try {
			const answer = await executor.db.prisma.$transaction(async (tx) => {
				const stored = await storedAnswer<A>(tx, context, command.operationId, bodyHash);
				if (stored) return stored.answer;
				const outcome = await work(tx);
				await record(tx, executor.countyCode, context, outcome, { id: command.operationId, verb, bodyHash });
				return outcome.answer;
			});
			executor.committed();
			return answer;
		} catch (error) {
			const mayBeRepeat = isUniqueViolation(error) || isRetryable(error);
			if (!mayBeRepeat || attempt === 3) throw error;
		}
	}
}

async function storedAnswer<A>(tx: Tx, context: CommandContext, operationId: string, bodyHash: string) {
	// A resend that overtakes its first sending waits for it here, and then finds its answer.
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${operationId}, 0))`;
	const stored = await tx.operation.findUnique({ where: { id: operationId } });
	if (!stored) return undefined;
	requireStoredFit(stored, context, bodyHash);
	return { answer: stored.answer as A };
}

/** Refuses an operation id that somebody else used, or that was used with other content (`operationConflict`). */
export function requireStoredFit(
	stored: { accountId: string; bodyHash: string },
	context: Pick<CommandContext, 'actor'>,
	bodyHash: string
): void {
	if (stored.accountId !== context.actor.accountId || stored.bodyHash !== bodyHash)
		throw new ProblemError('operationConflict');
}

/** Writes changes, audit entries and the operation in one statement. Without an operation: sign-ins and the like. */
export async function record(
	tx: Tx,
	countyCode: string,
	context: Pick<CommandContext, 'deviceId' | 'requestId'> & { actor: Actor },
	outcome: Outcome<unknown>,
	operation?: { id: string; verb: string; bodyHash: string }
): Promise<void> {
	await tx.$executeRaw(recordSqlOf(countyCode, context, outcome, operation));
}

/** The statement of `record`. */
export function recordSqlOf(
	countyCode: string,
	context: Pick<CommandContext, 'deviceId' | 'requestId'> & { actor: Actor },
	outcome: Outcome<unknown>,
	operation?: { id: string; verb: string; bodyHash: string }
): Prisma.Sql {
	const changes = outcome.changes.map((change) => {
		const { areas, reach = 'within' } = changeSubject(change, countyCode);
		return { type: change.type, areas, reach, payload: JSON.stringify(change) };
	});
	const audit = outcome.audit.map((entry) => auditRow(context, entry, operation?.id));
	const operations = operation
		? [
				{
					id: operation.id,
					account_id: context.actor.accountId,
					verb: operation.verb,
					body_hash: operation.bodyHash,
					answer: outcome.answer ?? null
				}
			]
		: [];
	return recordSql(JSON.stringify(operations), JSON.stringify(audit), JSON.stringify(changes));
}

/** A row of `audit_entry` for a record, as JSON for `json_to_recordset`. */
export function auditRow(
	context: Pick<CommandContext, 'deviceId' | 'requestId'> & { actor: Actor },
	entry: AuditRecord,
	operationId?: string
) {
	return {
		operation_id: operationId ?? null,
		account_id: context.actor.accountId,
		account_name: context.actor.name,
		role: context.actor.role,
		device_id: context.deviceId,
		request_id: context.requestId,
		verb: entry.verb,
		subject_type: entry.subjectType,
		subject_id: entry.subjectId,
		area_code: entry.areaCode,
		before: entry.before ?? null,
		after: entry.after ?? null,
		reason: entry.reason ?? ''
	};
}

function recordSql(operations: string, audit: string, changes: string) {
	return Prisma.sql`
		WITH operations AS (
			INSERT INTO operation (id, account_id, verb, body_hash, answer)
			SELECT id, account_id, verb, body_hash, COALESCE(answer, 'null') FROM json_to_recordset(${operations}::json)
				AS o (id uuid, account_id uuid, verb text, body_hash text, answer jsonb)
		), entries AS (
			INSERT INTO audit_entry (operation_id, account_id, account_name, role, device_id, request_id, verb,
				subject_type, subject_id, area_code, before, after, reason)
			SELECT * FROM json_to_recordset(${audit}::json)
				AS a (operation_id uuid, account_id uuid, account_name text, role text, device_id uuid, request_id text,
					verb text, subject_type text, subject_id text, area_code text, before jsonb, after jsonb, reason text)
		)
		INSERT INTO change_log (type, areas, reach, payload)
		SELECT type, ARRAY(SELECT json_array_elements_text(areas)), reach, payload
		FROM json_to_recordset(${changes}::json) AS c (type text, areas json, reach text, payload text)`;
}
