import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own, to be killed. */
export interface ServerChild {
	process: ChildProcess;
	url: string;
	databaseUrl: string;
	/** What it has printed. */
	output(): string;
	kill(): Promise<void>;
}

const SCRIPTS = {
	plain: new URL('serve.ts', import.meta.url),
	holding: new URL('serve-holding.ts', import.meta.url)
};

/**
 * Starts a server process and waits until it answers.
 *
 * @param prefix a program that starts it, such as `unshare -m`
 * @param serving `holding`: it stops dead before it moves a file of the watched folder aside
 */
export async function startChild(
	settings: Record<string, string>,
	prefix: string[] = [],
	serving: keyof typeof SCRIPTS = 'plain'
): Promise<ServerChild> {
	const script = fileURLToPath(SCRIPTS[serving]);
	const [program, ...args] = [...prefix, process.execPath, '--import', 'tsx', script];
	const child = spawn(program, args, {
		env: { ...process.env, NODE_OPTIONS: '', LOG_LEVEL: 'info', PORT: '0', ...settings },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let printed = '';
	const ended = once(child, 'close');
	const ready = new Promise<RegExpExecArray>((resolve, reject) => {
		const take = (data: Buffer) => {
			printed += data.toString();
			const found = /^ready: (\d+) (\S+)$/m.exec(printed);
			if (found) resolve(found);
		};
		child.stdout.on('data', take);
		child.stderr.on('data', take);
		ended.then(() => reject(new Error(`the server ended: ${printed}`)), reject);
	});
	const [, port, databaseUrl] = await ready;
	return {
		process: child,
		url: `http://127.0.0.1:${port}`,
		databaseUrl: databaseUrl!,
		output: () => printed,
		kill: async () => {
			child.kill('SIGKILL');
			await ended;
		}
	};
}
