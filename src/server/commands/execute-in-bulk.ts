import type pg from 'pg';
import type { Verb } from '#domain/access/can.ts';
import { isRetryable, isUniqueViolation } from '../db/problem-of-database-error.ts';
import {
	hashOf,
	recordSqlOf,
	requireStoredFit,
	requireVerb,
	type CommandContext,
	type Executor,
	type Outcome
} from './execute.ts';

/**
 * Carries out a command as `execute` does, on a connection of its own that can COPY and has no limit of time: for
 * imports. The work may be done again from its beginning when others wrote the same meanwhile.
 *
 * @throws ProblemError `forbidden`, `operationConflict`, and whatever the work refuses
 */
export async function executeInBulk<C extends { operationId: string }, A>(
	executor: Executor,
	context: CommandContext,
	verb: Verb,
	command: C,
	work: (client: pg.ClientBase) => Promise<Outcome<A>>
): Promise<A> {
	requireVerb(context.actor, verb);
	const bodyHash = hashOf({ verb, command });
	const { operationId } = command;
	for (let attempt = 1; ; attempt++) {
		const client = await executor.db.pool.connect();
		let isBroken = false;
		try {
			await client.query('BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
			await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [operationId]);
			const { rows } = await client.query<{ accountId: string; bodyHash: string; answer: unknown }>(
				`SELECT account_id AS "accountId", body_hash AS "bodyHash", answer FROM operation WHERE id = $1`,
				[operationId]
			);
			const stored = rows[0];
			if (stored) {
				requireStoredFit(stored, context, bodyHash);
				await client.query('COMMIT');
				return stored.answer as A;
			}
			const outcome = await work(client);
			const sql = recordSqlOf(executor.countyCode, context, outcome, { id: operationId, verb, bodyHash });
			await client.query(sql.text, sql.values);
			await client.query('COMMIT');
			executor.committed();
			return outcome.answer;
		} catch (error) {
			// A broken connection cannot be rolled back; destroying it makes the server do so.
			isBroken = await client.query('ROLLBACK').then(
				() => false,
				() => true
			);
			const mayBeRepeat = isUniqueViolation(error) || isRetryable(error);
			if (!mayBeRepeat || attempt === 3) throw error;
		} finally {
			client.release(isBroken);
		}
	}
}
