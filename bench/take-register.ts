import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import { readConfig } from '#server/config.ts';
import { openDatabase } from '#server/db/database.ts';
import { newId } from '#server/new-id.ts';
import { importPeople } from '#server/people/import-people.ts';
import { loadKeyring } from '#server/people/load-keyring.ts';
import { cleanSearchIndex } from '#server/repositories/people-import.ts';

/*
 * A process of its own, so that its memory is what one way of taking in a register needs, and nothing else's:
 * `take-register.ts WAY FILE DATABASE_URL`, WAY being `anlan` or `exceljs`. Prints rows, seconds from the reading of the
 * file to the commit, seconds until the search index was sorted as well, and the most memory.
 */

interface Taken {
	rows: number;
	seconds: number;
	tidySeconds: number;
}

const begun = performance.now();
const since = (moment: number) => (performance.now() - moment) / 1_000;

/** The product's way: checked, compared, encrypted, hashed, and found by search afterwards. */
async function byAnlan(file: string, url: string): Promise<Taken> {
	const config = readConfig(process.env);
	const db = openDatabase(url, { max: 4 });
	const keyring = await loadKeyring(config, db);
	const host = { db, keyring, countyCode: config.county, committed: () => undefined };
	const actor = { ...SYSTEM_ACTOR, role: 'DESK' as const, areaCode: config.county };
	const context = { actor, deviceId: null, requestId: newId(), now: new Date() };
	const bytes = await readFile(file);
	const { persons } = await importPeople(host, context, {
		operationId: newId(),
		fileName: 'bench.xlsx',
		mode: 'all',
		bytes
	});
	const seconds = since(begun);
	await cleanSearchIndex(db.pool);
	await db.close();
	return { rows: persons, seconds, tidySeconds: since(begun) - seconds };
}

/** The plain way: exceljs streams the rows, COPY writes their cells, nothing is checked or encrypted. */
async function byExceljs(file: string, url: string): Promise<Taken> {
	const { default: exceljs } = await import('exceljs');
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const columns = Array.from({ length: 20 }, (_, at) => `c${at}`);
	await client.query(`CREATE TEMPORARY TABLE register (${columns.map((column) => `${column} text`).join()})`);
	await client.query('BEGIN');
	let rows = 0;
	const escape = (cell: unknown) => (cell === '' ? '' : String(cell).replace(/[\\\t\r\n]/g, ' '));
	async function* lines() {
		const options = { sharedStrings: 'cache', hyperlinks: 'ignore', worksheets: 'emit' } as const;
		for await (const sheet of new exceljs.stream.xlsx.WorkbookReader(file, options))
			for await (const row of sheet) {
				const cells = row.values as unknown[];
				yield `${columns.map((_, at) => escape(cells[at + 1] ?? '')).join('\t')}\n`;
				rows++;
			}
	}
	await pipeline(Readable.from(lines()), client.query(copyFrom('COPY register FROM STDIN')));
	await client.query('COMMIT');
	const seconds = since(begun);
	await client.end();
	return { rows: rows - 1, seconds, tidySeconds: 0 };
}

const [way, file, url] = process.argv.slice(2) as [string, string, string];
const taken = await (way === 'anlan' ? byAnlan : byExceljs)(file, url);
process.stdout.write(JSON.stringify({ ...taken, peakMb: process.resourceUsage().maxRSS / 1_024 }));
