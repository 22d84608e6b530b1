import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server started as a user starts it, in a process of its own. */
export type ServerProcess = {
	/** Its address, such as `http://127.0.0.1:41234`. */
	url: string;
	pid: number;
	/** Everything it has printed so far. */
	output(): string;
	/** Sends a signal and returns the exit code (null when a signal ended it). */
	end(signal: NodeJS.Signals): Promise<number | null>;
};

const startScript = fileURLToPath(new URL('../scripts/start.mjs', import.meta.url));

/**
 * Starts the server on any free port with these settings besides the environment's, and waits until it is ready.
 * Throws with what it printed when it ends before that; the error's `exitCode` is its exit code.
 */
export async function startServer(settings: Record<string, string>): Promise<ServerProcess> {
	const child = spawn(process.execPath, [startScript], {
		env: { ...process.env, NODE_OPTIONS: '', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn', ...settings },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let printed = '';
	const exited = once(child, 'close') as Promise<[number | null]>;
	const url = await new Promise<string>((resolve, reject) => {
		const take = (data: Buffer) => {
			printed += data.toString();
			const ready = / ready: (\S+)\n/.exec(printed);
			if (ready?.[1]) resolve(ready[1]);
		};
		child.stdout.on('data', take);
		child.stderr.on('data', take);
		void exited.then(([exitCode]) => reject(Object.assign(new Error(printed), { exitCode })));
	});
	return {
		url,
		pid: child.pid ?? 0,
		output: () => printed,
		end: async (signal) => {
			child.kill(signal);
			return (await exited)[0];
		}
	};
}
