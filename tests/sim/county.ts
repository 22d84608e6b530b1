import { problem } from '#domain/shared/problems.ts';
import { ok, refuse, type Result } from '#domain/shared/result.ts';
import type { PushAnswer } from '#domain/sync/push.ts';
import { readAnswer } from '../db/running-server.ts';
import type { ServerProcess, ServerProcesses } from './server-processes.ts';

/** A request as it left a tablet. */
export interface Letter {
	deviceId: string;
	cookie: string;
	body: string;
}

/** No answer is late that comes within this; later, the server hangs. */
const PATIENCE_MS = 60_000;

/** The county's server in a run: it takes letters, and may be killed and started again. */
export class County {
	/** What the servers printed that were killed. */
	#printed = '';
	#server: ServerProcess | null = null;
	readonly #processes: ServerProcesses;
	readonly #settings: Record<string, string>;

	constructor(processes: ServerProcesses, settings: Record<string, string>) {
		this.#processes = processes;
		this.#settings = settings;
	}

	get isUp(): boolean {
		return this.#server !== null;
	}

	get printed(): string {
		return this.#printed + (this.#server?.output() ?? '');
	}

	async start(): Promise<void> {
		this.#server = await this.#processes.start(this.#settings);
	}

	async kill(): Promise<void> {
		const server = this.#server;
		this.#server = null;
		if (!server) return;
		await server.kill();
		this.#printed += server.output();
	}

	/** Takes a letter; where no answer comes back it is `notConnected`, as it is to a tablet. */
	async take({ deviceId, cookie, body }: Letter): Promise<Result<PushAnswer>> {
		if (!this.#server) return refuse(problem('notConnected'));
		const headers = { 'content-type': 'application/json', 'x-anlan-device': deviceId, cookie };
		const signal = AbortSignal.timeout(PATIENCE_MS);
		try {
			const url = `${this.#server.url}/trpc/sync.push`;
			const answer = await readAnswer<PushAnswer>(await fetch(url, { method: 'POST', headers, body, signal }));
			if (answer.data) return ok(answer.data);
			return refuse(answer.problem ?? problem('notConnected'));
		} catch (error) {
			if (signal.aborted) throw new Error(`The server did not answer within ${PATIENCE_MS / 1000} s`, { cause: error });
			return refuse(problem('notConnected'));
		}
	}
}
