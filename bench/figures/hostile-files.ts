import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { figure, type Figure } from '../figure.ts';
import { HOSTILE } from '../hostile-files.ts';

const MOST_SECONDS = 2;
const MOST_MB = 150;
const TAKE = fileURLToPath(new URL('../take-hostile.ts', import.meta.url));
const run = promisify(execFile);

interface Answered {
	name: string;
	seconds: number;
	megabytes: number;
	answer: string;
}

/** Damaged and hostile files, one process each: how long until the answer, and how much memory beyond a server at rest. */
export async function hostileFiles(): Promise<Figure[]> {
	const answers: Answered[] = [];
	for (const name of Object.keys(HOSTILE)) {
		const { stdout } = await run(process.execPath, ['--expose-gc', '--import', 'tsx', TAKE, name]);
		answers.push({ name, ...(JSON.parse(stdout) as Omit<Answered, 'name'>) });
	}
	const worst = (key: 'seconds' | 'megabytes', digits: number) => {
		const sorted = answers.toSorted((a, b) => b[key] - a[key]);
		const told = sorted.map((one) => `${one.name} ${one[key].toFixed(digits)} (${one.answer})`).join(', ');
		return {
			value: sorted[0]?.[key] ?? NaN,
			baseline: null,
			note: `${answers.length} files, the worst first: ${told}`
		};
	};
	return [
		figure('hostile-seconds', { ...worst('seconds', 2), unit: 's' }, { most: MOST_SECONDS }),
		figure('hostile-memory', { ...worst('megabytes', 0), unit: 'MB' }, { most: MOST_MB })
	];
}
