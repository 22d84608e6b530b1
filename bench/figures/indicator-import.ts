import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { writeExport } from '../export-file.ts';
import { figure, median, type Figure } from '../figure.ts';

const ROWS = 2_000;
const ROUNDS = 3;
const MOST_SECONDS = 10;
const MOST_MB = 300;
const FIRST_YEAR = 2016;
const TAKE = fileURLToPath(new URL('../take-export.ts', import.meta.url));
const quiet = { info: () => undefined, warn: () => undefined, error: (message: string) => console.error(message) };
const run = promisify(execFile);

interface Taken {
	rows: number;
	seconds: number;
	peakMb: number;
}

/** An export of the national statistics with 2,000 rows in XLSX, parse to commit, against exceljs streaming it. */
export async function indicatorImport(): Promise<Figure[]> {
	const dataDir = await mkdtemp(join(tmpdir(), 'anlan-bench-'));
	const postgres = await startEmbeddedPostgres({ dataDir, log: quiet });
	try {
		await migrate(postgres.url);
		const [own, plain]: [Taken[], Taken[]] = [[], []];
		for (let round = 0; round < ROUNDS; round++) {
			// What is loaded once is known: each round loads a year of its own.
			const file = join(dataDir, `${round}.xlsx`);
			await writeExport(file, ROWS, FIRST_YEAR + round);
			plain.push(await takeBy('exceljs', file, postgres.url, dataDir));
			own.push(await takeBy('anlan', file, postgres.url, dataDir));
		}
		const of = (taken: readonly Taken[], key: keyof Taken) => median(taken.map((each) => each[key]));
		const spread = (taken: readonly Taken[], key: keyof Taken) => taken.map((each) => each[key].toFixed(1)).join(' ');
		const rate = (taken: readonly Taken[]) => Math.round(ROWS / of(taken, 'seconds'));
		const pace = `${ROWS} rows × 70 columns, parse to commit, s ${spread(own, 'seconds')}: ${rate(own)} rows/s; exceljs reading alone s ${spread(plain, 'seconds')}: ${rate(plain)} rows/s`;
		const memory = `the most of ${ROUNDS} rounds, whole process; MB ${spread(own, 'peakMb')} / plain ${spread(plain, 'peakMb')}`;
		const peak = Math.max(...own.map(({ peakMb }) => peakMb));
		return [
			figure(
				'indicator-import',
				{ value: of(own, 'seconds'), baseline: null, unit: 's', note: pace },
				{ most: MOST_SECONDS }
			),
			figure('indicator-memory', { value: peak, baseline: null, unit: 'MB', note: memory }, { most: MOST_MB })
		];
	} finally {
		await postgres.stop();
		await rm(dataDir, { recursive: true, force: true });
	}
}

/** Takes an export in by a process of its own. */
async function takeBy(way: 'anlan' | 'exceljs', file: string, url: string, dataDir: string): Promise<Taken> {
	// With the heap of `npm run anlan`, which takes an export in from the console.
	const heap = way === 'anlan' ? ['--max-semi-space-size=4', '--max-old-space-size=1024'] : [];
	const { stdout } = await run(process.execPath, [...heap, '--import', 'tsx', TAKE, way, file, url], {
		env: { ...process.env, ANLAN_DATA: dataDir }
	});
	const taken = JSON.parse(stdout) as Taken;
	if (taken.rows !== ROWS) throw new Error(`${way} took ${taken.rows} of ${ROWS} rows`);
	return taken;
}
