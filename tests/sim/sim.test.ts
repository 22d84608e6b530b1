import { afterAll, beforeAll, test } from 'vitest';
import { ServerProcesses } from './server-processes.ts';
import { simulate } from './simulate.ts';
import { buildStage, type Stage } from './stage.ts';

const TABLETS = 50;
/** `npm run test:sim -- --seeds N --from FIRST`; a few without it. */
const FIRST = Number(process.env['ANLAN_SIM_FROM'] ?? 1);
const SEEDS = Number(process.env['ANLAN_SIM_SEEDS'] ?? 4);

let stage: Stage;
let processes: ServerProcesses;

beforeAll(async () => {
	processes = await ServerProcesses.prepare();
	stage = await buildStage(TABLETS);
}, 120_000);
afterAll(async () => {
	processes.stop();
	await stage.close();
});

test.concurrent.each(Array.from({ length: SEEDS }, (_, at) => FIRST + at))(
	'seed %i: nothing lost, nothing twice, nobody in two places unseen',
	async (seed) => {
		const begun = performance.now();
		const { faults, trace, summary } = await simulate(seed, stage, processes);
		const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
		process.stdout.write(`seed ${seed}: ${summary}, ${seconds} s\n`);
		if (faults.length > 0)
			throw new Error(
				`seed ${seed} (again: npm run test:sim -- --seeds 1 --from ${seed})\n\n${faults.slice(0, 20).join('\n')}\n\n${trace.join('\n')}`
			);
	},
	1_800_000
);
