import exceljs from 'exceljs';
import { readFile } from 'node:fs/promises';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import { readConfig } from '#server/config.ts';
import { openDatabase } from '#server/db/database.ts';
import { loadFile } from '#server/history/load-file.ts';
import { newId } from '#server/new-id.ts';

/*
 * A process of its own, so that its memory is what one way of reading an export needs, and nothing else's:
 * `take-export.ts WAY FILE DATABASE_URL`, WAY being `anlan` or `exceljs`. Prints seconds, rows and the most memory.
 */

/** The product's way: names found, rules checked, sums compared, every row kept. */
async function byAnlan(file: string, url: string): Promise<number> {
	const { county } = readConfig(process.env);
	const db = openDatabase(url, { max: 2 });
	const host = { db, countyCode: county, committed: () => undefined };
	const actor = { ...SYSTEM_ACTOR, role: 'DESK' as const, areaCode: county };
	const context = { actor, deviceId: null, requestId: newId(), now: new Date() };
	const bytes = await readFile(file);
	const { added } = await loadFile(host, context, { operationId: newId(), fileName: 'bench.xlsx', bytes });
	await db.close();
	return added;
}

/** The plain way: exceljs streams the rows, and nothing is done with them. */
async function byExceljs(file: string): Promise<number> {
	let rows = 0;
	const options = { sharedStrings: 'cache', hyperlinks: 'ignore', worksheets: 'emit' } as const;
	for await (const sheet of new exceljs.stream.xlsx.WorkbookReader(file, options))
		for await (const row of sheet) if (row.hasValues) rows++;
	return rows - 1;
}

const [way, file, url] = process.argv.slice(2) as [string, string, string];
const begun = performance.now();
const rows = await (way === 'anlan' ? byAnlan(file, url) : byExceljs(file));
const seconds = (performance.now() - begun) / 1_000;
process.stdout.write(JSON.stringify({ rows, seconds, peakMb: process.resourceUsage().maxRSS / 1_024 }));
