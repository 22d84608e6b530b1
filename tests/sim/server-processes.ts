import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { bundleServer, type ServerBundle } from './bundle-server.ts';

/** A server in a process of its own, to be killed. */
export interface ServerProcess {
	url: string;
	/** What it printed so far. */
	output(): string;
	/** Ends it as a power cut would. */
	kill(): Promise<void>;
}

interface Spare {
	child: ChildProcess;
	isLoaded: Promise<void>;
	output: () => string;
}

/** Server processes for many runs: the next one reads its code while the present one works. */
export class ServerProcesses {
	readonly #bundle: ServerBundle;
	#spare: Spare;

	private constructor(bundle: ServerBundle) {
		this.#bundle = bundle;
		this.#spare = load(bundle.script);
	}

	static async prepare(): Promise<ServerProcesses> {
		return new ServerProcesses(await bundleServer());
	}

	/** Starts the server of a database. */
	async start(settings: Record<string, string>): Promise<ServerProcess> {
		const { child, isLoaded, output } = this.#spare;
		this.#spare = load(this.#bundle.script);
		await isLoaded;
		const ended = once(child, 'close');
		const answered = once(child, 'message') as Promise<[{ port: number }]>;
		child.send({ PORT: '0', LOG_LEVEL: 'error', ...settings });
		const died = ended.then(() => Promise.reject(new Error(`the server ended: ${output()}`)));
		const [{ port }] = await Promise.race([answered, died]);
		died.catch(() => undefined);
		return {
			url: `http://127.0.0.1:${port}`,
			output,
			kill: async () => {
				child.kill('SIGKILL');
				await ended;
			}
		};
	}

	stop(): void {
		this.#spare.child.kill('SIGKILL');
		this.#bundle.remove();
	}
}

function load(script: string): Spare {
	const child = fork(script, {
		execArgv: [],
		env: { ...process.env, NODE_OPTIONS: '' },
		stdio: ['ignore', 'pipe', 'pipe', 'ipc']
	});
	let printed = '';
	for (const stream of [child.stdout!, child.stderr!])
		stream.on('data', (data: Buffer) => {
			printed += data.toString();
		});
	const isLoaded = once(child, 'message').then(() => undefined);
	return { child, isLoaded, output: () => printed };
}
