import { hasVerb } from '#domain/access/can.ts';
import type { CountCommand } from '#domain/counts/decide-count.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { CommandContext } from '../commands/execute.ts';
import type { Database } from '../db/database.ts';
import { isRetryable, isUniqueViolation, problemOfDatabaseError } from '../db/problem-of-database-error.ts';
import { lockCounts, writeCounts } from '../repositories/counts.ts';
import {
	countBodyHash,
	planBatch,
	verbOf,
	type CountAnswer,
	type CountReply,
	type PendingCount
} from './plan-batch.ts';

interface Waiting extends PendingCount {
	resolve(answer: CountAnswer): void;
	reject(error: unknown): void;
}

interface CountWriterOptions {
	db: Database;
	/** Minutes within which differing counts are in dispute, from policy. */
	windowMinutes(): number;
	committed(): void;
}

const MAX_BATCH = 512;
const MAX_WAITING = 20_000;
const LANES = 2;

/**
 * Takes counts from many tablets at once and writes what has gathered in one transaction (group commit): while one
 * batch waits for the disk, the next gathers. Nothing is answered before its transaction is durable.
 */
export class CountWriter {
	#waiting: Waiting[] = [];
	#lanes = 0;
	readonly #options: CountWriterOptions;

	constructor(options: CountWriterOptions) {
		this.#options = options;
	}

	/**
	 * Carries out a count, a correction or a settlement.
	 *
	 * @throws ProblemError `forbidden`, `notFound`, `operationConflict`, `serverBusy`, `databaseUnavailable`,
	 *   `diskFull`, or what `decideCount` refuses
	 */
	submit(command: CountCommand, context: CommandContext): Promise<CountAnswer> {
		if (!hasVerb(context.actor, verbOf(command))) return Promise.reject(new ProblemError('forbidden'));
		if (this.#waiting.length >= MAX_WAITING) return Promise.reject(new ProblemError('serverBusy'));
		const bodyHash = countBodyHash(command);
		return new Promise((resolve, reject) => {
			this.#waiting.push({ command, context, bodyHash, resolve, reject });
			if (this.#lanes < LANES) {
				this.#lanes++;
				setImmediate(() => void this.#drain());
			}
		});
	}

	async #drain(): Promise<void> {
		while (this.#waiting.length > 0) {
			await this.#answer(this.#waiting.splice(0, MAX_BATCH));
		}
		this.#lanes--;
	}

	/** Writes a batch and answers it; where one command spoils it, each is tried by itself. */
	async #answer(batch: Waiting[]): Promise<void> {
		try {
			const replies = await this.#write(batch);
			this.#options.committed();
			batch.forEach((waiting, index) => settle(waiting, replies[index]!));
		} catch (error) {
			const of = problemOfDatabaseError(error);
			if (!of && batch.length > 1) {
				for (const waiting of batch) await this.#answer([waiting]);
				return;
			}
			for (const waiting of batch) waiting.reject(of ? new ProblemError(of) : error);
		}
	}

	async #write(batch: Waiting[]): Promise<CountReply[]> {
		for (let attempt = 1; ; attempt++) {
			const client = await this.#options.db.pool.connect();
			try {
				await client.query('BEGIN');
				const locked = await lockCounts(
					client,
					[...new Set(batch.map(({ command }) => command.pointId))].sort(),
					batch.map(({ command }) => command.operationId)
				);
				const { replies, rows } = planBatch(batch, locked, this.#options.windowMinutes());
				if (rows.operations.length > 0) await writeCounts(client, rows);
				await client.query('COMMIT');
				client.release();
				return replies;
			} catch (error) {
				// A broken connection cannot be rolled back; destroying it makes the server do so.
				const rolledBack = await client.query('ROLLBACK').then(
					() => true,
					() => false
				);
				client.release(!rolledBack);
				const mayPass = isRetryable(error) || isUniqueViolation(error);
				if (!mayPass || attempt === 4) throw error;
			}
		}
	}
}

function settle(waiting: Waiting, reply: CountReply): void {
	if ('answer' in reply) waiting.resolve(reply.answer);
	else waiting.reject(reply.error);
}
