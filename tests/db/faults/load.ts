import { LiveConnection } from '#client/live/connection.ts';
import type { NumberedChange } from '#domain/changes/change.ts';
import type { SinceAnswer } from '#domain/changes/message.ts';
import type { Database } from '#server/db/database.ts';
import { newId } from '#server/new-id.ts';
import { callProcedure } from '../running-server.ts';

/** A tablet that counts without end and sends each count until the server has acknowledged it. */
export class Tablet {
	readonly acknowledged: string[] = [];
	readonly refused: string[] = [];
	readonly #where: { url: () => string; cookie: string; points: string[] };
	#isStopped = false;
	#running: Promise<void> | undefined;

	constructor(where: { url: () => string; cookie: string; points: string[] }) {
		this.#where = where;
	}

	start(): this {
		this.#running = this.#run();
		return this;
	}

	/** Stops after the count under way is acknowledged. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		await this.#running;
	}

	async #run(): Promise<void> {
		for (let turn = 0; !this.#isStopped; turn++) {
			const { points } = this.#where;
			const command = {
				operationId: newId(),
				pointId: points[(turn * 7) % points.length],
				people: turn % 900,
				deviceTime: new Date().toISOString()
			};
			while (!(await this.#send(command))) await new Promise((later) => setTimeout(later, 50));
			this.acknowledged.push(command.operationId);
		}
	}

	/** Whether the server has it. What it refuses for good is a fault of the test. */
	async #send(command: object): Promise<boolean> {
		try {
			const { url, cookie } = this.#where;
			const { status, problem } = await callProcedure(url(), cookie, 'mutation', 'counts.submit', command);
			if (status !== 200 && problem?.code !== 'databaseUnavailable' && problem?.code !== 'serverBusy')
				this.refused.push(`${status} ${problem?.code}`);
			return status === 200;
		} catch {
			// The server is down: its answer may have been lost on the way, so the same is sent again.
			return false;
		}
	}
}

/** A desk that follows the county through everything, and remembers what it was told since it began. */
export class Desk {
	readonly taken: NumberedChange[] = [];
	snapshots = 0;
	from = 0;
	readonly #connection: LiveConnection<{ seq: number }>;

	constructor(url: () => string, cookie: string) {
		const ask = async <T>(path: string, input?: object): Promise<T> => {
			const { data, status } = await callProcedure<T>(url(), cookie, 'query', path, input);
			if (status !== 200 || data === undefined) throw new Error(`${path} ${status}`);
			return data;
		};
		this.#connection = new LiveConnection({
			url: url(),
			headers: { cookie },
			fetchSnapshot: () => ask<{ seq: number }>('live.snapshot'),
			fetchSince: (seq) => ask<SinceAnswer>('changes.since', { seq }),
			onSnapshot: ({ seq }) => {
				this.snapshots++;
				this.from = seq;
			},
			onChanges: (changes) => this.taken.push(...changes),
			onState: () => undefined,
			onContact: () => undefined,
			onSignedOut: () => undefined,
			onTrouble: () => undefined
		});
		this.#connection.start();
	}

	get seq(): number {
		return this.#connection.seq ?? 0;
	}

	refresh(): void {
		this.#connection.refresh();
	}

	stop(): void {
		this.#connection.stop();
	}
}

/** How often each acknowledged count is in the books; anything but once is a fault. */
export async function findLostOrDoubled(db: Database, acknowledged: string[]): Promise<string[]> {
	const { rows } = await db.pool.query<{ id: string }>(
		`SELECT a.id FROM unnest($1::uuid[]) AS a (id) WHERE
			(SELECT count(*) FROM operation o WHERE o.id = a.id) <> 1 OR
			(SELECT count(*) FROM audit_entry e WHERE e.operation_id = a.id) <> 1 OR
			(SELECT count(*) FROM count_observation n JOIN operation o ON (o.answer->>'observationId')::uuid = n.id WHERE o.id = a.id) <> 1`,
		[acknowledged]
	);
	return rows.map(({ id }) => id);
}
