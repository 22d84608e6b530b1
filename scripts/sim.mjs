import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { checkNode } from './check-node.mjs';

checkNode();
const whole = (text, least) => (/^\d+$/.test(text) && Number(text) >= least ? text : null);
const usage = '用法 / usage: npm run test:sim -- --seeds 200 --from 1\n';
let given;
try {
	const options = { seeds: { type: 'string', default: '4' }, from: { type: 'string', default: '1' } };
	given = parseArgs({ options }).values;
} catch {
	given = { seeds: '', from: '' };
}
const [seeds, from] = [whole(given.seeds, 1), whole(given.from, 0)];
if (seeds === null || from === null) {
	process.stderr.write(usage);
	process.exit(2);
}

const { install, generate, synchronise } = await import('./prepare.mjs');
const { inRoot } = await import('./stamp.mjs');
await install({ withDevelopment: true });
await synchronise();
await generate();

const child = spawn(process.execPath, [inRoot('node_modules/vitest/vitest.mjs'), 'run', '--project', 'sim'], {
	cwd: inRoot(),
	env: { ...process.env, ANLAN_SIM_SEEDS: seeds, ANLAN_SIM_FROM: from },
	stdio: 'inherit'
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('close', (code) => (process.exitCode = code ?? 1));
