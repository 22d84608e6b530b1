import { spawn } from 'node:child_process';

const root = new URL('..', import.meta.url);
const begun = performance.now();

/** Prints one line of progress in both languages, with the seconds since the start. */
function say(zh, en) {
	const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(5);
	process.stdout.write(`[${seconds} s] ${zh} · ${en}\n`);
}

/** How often a long step says that it still works, milliseconds. */
const pulseMs = 10_000;

/**
 * Runs a program of a step quietly; what it says is shown only when it fails, and then the process ends with its code.
 * `command` is the program followed by its arguments. SIGINT and SIGTERM are passed on to it.
 */
export function runStep({ zh, en, command, env = {} }) {
	say(zh, en);
	const [program, ...args] = command;
	const started = performance.now();
	return new Promise((resolve) => {
		const child = spawn(program, args, {
			cwd: root,
			env: { ...process.env, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
			shell: process.platform === 'win32' && program === 'npm'
		});
		const said = [];
		child.stdout.on('data', (data) => said.push(data));
		child.stderr.on('data', (data) => said.push(data));
		const pulse = setInterval(() => {
			const seconds = Math.round((performance.now() - started) / 1000);
			say(`仍在进行（${seconds} 秒）`, `still at it (${seconds} s)`);
		}, pulseMs);
		const pass = (signal) => child.kill(signal);
		process.on('SIGINT', pass).on('SIGTERM', pass);
		const finish = (code, reason) => {
			clearInterval(pulse);
			process.off('SIGINT', pass).off('SIGTERM', pass);
			if (code === 0) return resolve();
			process.stderr.write(Buffer.concat(said));
			process.stderr.write(`${zh}：没有成功（${reason}）。\n${en}: failed (${reason}).\n`);
			process.exit(code ?? 1);
		};
		child.on('error', (error) => finish(1, error.message));
		child.on('close', (code, signal) => finish(code, signal ?? code));
	});
}
