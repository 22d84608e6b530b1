import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ensureCounty } from '#server/areas/ensure-county.ts';
import { readConfig } from '#server/config.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { figure, median, type Figure } from '../figure.ts';
import { registerRows, writeRegister, type NamedVillage } from '../register-file.ts';

const PEOPLE = 100_000;
const ROUNDS = 3;
const MOST_MB = 300;
const TAKE = fileURLToPath(new URL('../take-register.ts', import.meta.url));
const quiet = { info: () => undefined, warn: () => undefined, error: (message: string) => console.error(message) };
const run = promisify(execFile);

interface Taken {
	rows: number;
	seconds: number;
	tidySeconds: number;
	peakMb: number;
}

/** A register of 100,000 people in XLSX with twenty columns, parse to commit, against exceljs streaming and COPY. */
export async function peopleImport(): Promise<Figure[]> {
	const dataDir = await mkdtemp(join(tmpdir(), 'anlan-bench-'));
	const postgres = await startEmbeddedPostgres({ dataDir, log: quiet });
	try {
		await migrate(postgres.url);
		const db = openDatabase(postgres.url, { max: 2 });
		const { county } = readConfig({ ANLAN_DATA: dataDir });
		await ensureCounty(db, county);
		const file = join(dataDir, 'register.xlsx');
		await writeRegister(file, registerRows(PEOPLE, await namedVillages(db), county));
		const take = async (way: 'anlan' | 'exceljs') => {
			if (way === 'anlan') await db.pool.query('TRUNCATE person, household, household_number, people_import CASCADE');
			return takeBy(way, file, postgres.url, dataDir);
		};
		const [own, plain]: [Taken[], Taken[]] = [[], []];
		for (let round = 0; round < ROUNDS; round++) {
			plain.push(await take('exceljs'));
			own.push(await take('anlan'));
		}
		await db.close();
		const megabytes = ((await stat(file)).size / 1_048_576).toFixed(1);
		const of = (taken: readonly Taken[], key: keyof Taken) => median(taken.map((each) => each[key]));
		const about = `${PEOPLE} people, ${megabytes} MB, ${ROUNDS} rounds: s ${spread(own, 'seconds')} / plain ${spread(plain, 'seconds')}; the search index sorted ${spread(own, 'tidySeconds')} s after the commit`;
		const memory = `the most of ${ROUNDS} rounds, whole process; MB ${spread(own, 'peakMb')} / plain ${spread(plain, 'peakMb')}`;
		const [value, baseline] = [of(own, 'seconds'), of(plain, 'seconds')];
		const peak = Math.max(...own.map(({ peakMb }) => peakMb));
		return [
			figure('people-import', { value, baseline, unit: 's', note: about }, { most: 0.6 }),
			figure('import-memory', { value: peak, baseline: null, unit: 'MB', note: memory }, { most: MOST_MB })
		];
	} finally {
		await postgres.stop();
		await rm(dataDir, { recursive: true, force: true });
	}
}

const spread = (taken: readonly Taken[], key: keyof Taken) => taken.map((each) => each[key].toFixed(1)).join(' ');

async function namedVillages(db: Database): Promise<NamedVillage[]> {
	const { rows } = await db.pool.query<NamedVillage>(
		`SELECT township.name AS township, village.name AS village FROM area village JOIN area township
			ON township.code = village.parent_code WHERE village.level = 'village' ORDER BY village.code`
	);
	return rows;
}

/** Takes a register in by a process of its own. */
async function takeBy(way: 'anlan' | 'exceljs', file: string, url: string, dataDir: string): Promise<Taken> {
	// With the heap of `npm run anlan`, which takes a register in from the console.
	const heap = way === 'anlan' ? ['--max-semi-space-size=4', '--max-old-space-size=1024'] : [];
	const { stdout } = await run(process.execPath, [...heap, '--import', 'tsx', TAKE, way, file, url], {
		env: { ...process.env, ANLAN_DATA: dataDir }
	});
	const taken = JSON.parse(stdout) as Taken;
	if (taken.rows !== PEOPLE) throw new Error(`${way} took ${taken.rows} of ${PEOPLE} rows`);
	return taken;
}
