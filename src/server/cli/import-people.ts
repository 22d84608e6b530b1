import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import type { RegisterRow } from '#domain/people/import-people.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { CommandContext } from '../commands/execute.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { postgresLog } from '../db/postgres-log.ts';
import { withDatabase } from '../db/with-database.ts';
import { newId } from '../new-id.ts';
import { importPeople, type ImportHost } from '../people/import-people.ts';
import { loadKeyring } from '../people/load-keyring.ts';
import { previewPeople } from '../people/preview-people.ts';
import { cleanSearchIndex } from '../repositories/people-import.ts';
import { StartFailure } from '../start-failure.ts';

/** Rows with errors that are named. */
const MOST_NAMED = 50;
/** How often it is said how far it is. */
const TELL_EVERY = 10_000;

/** `import people`: takes in a county's household register from the server's console. Told in the trail as “system”. */
export function registerImportPeople(imports: Command): void {
	imports
		.command('people <file>')
		.description('导入户册（XLSX 或 CSV） · take in a household register')
		.option('--valid', '只导入正确的行 · only the rows without errors')
		.option('--json', '以 JSON 输出 · print the counts as JSON')
		.action(importFile);
}

async function importFile(file: string, { valid = false, json = false }: { valid?: boolean; json?: boolean }) {
	const config = readConfig(process.env);
	const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
		throw new StartFailure(1, [{ zh: `无法读取文件 ${file}`, en: `The file ${file} cannot be read: ${error.code}` }]);
	});
	await withDatabase(config, postgresLog, async (url) => {
		await migrate(url);
		const db = openDatabase(url, { max: 4 });
		try {
			const keyring = await loadKeyring(config, db);
			const host = { db, keyring, countyCode: config.county, committed: () => undefined };
			const actor = { ...SYSTEM_ACTOR, role: 'DESK' as const, areaCode: config.county };
			const context = { actor, deviceId: null, requestId: newId(), now: new Date() };
			const mode = valid ? ('valid' as const) : ('all' as const);
			const input = { operationId: newId(), fileName: basename(file), mode, bytes };
			const counts = await importPeople(host, context, input, progress()).catch(async (error: unknown) => {
				const isOfRows = error instanceof ProblemError && error.problem.code === 'importHasErrors';
				if (isOfRows) await nameErrors(host, context, bytes);
				throw error;
			});
			const { persons, households, known, wrong } = counts;
			const words = `已导入 ${households} 户 ${persons} 人，已登记过 ${known} 人，有误 ${wrong} 行。\nPeople imported: ${persons}; households: ${households}; registered already: ${known}; rows with errors: ${wrong}.`;
			process.stdout.write(`${json ? JSON.stringify(counts) : words}\n`);
			await cleanSearchIndex(db.pool);
		} finally {
			await db.close();
		}
	});
}

/** Says on the console how many people were read, now and then. */
function progress(): (rows: number) => void {
	let next = TELL_EVERY;
	return (rows) => {
		if (rows < next) return;
		next = rows - (rows % TELL_EVERY) + TELL_EVERY;
		process.stderr.write(`已处理 ${rows} 人 · ${rows} people done\n`);
	};
}

/** Names the rows with errors: row, column, what is wrong and how to mend it; nobody's name or number. */
async function nameErrors(host: ImportHost, context: CommandContext, bytes: Uint8Array): Promise<void> {
	const { issues, wrong } = await previewPeople(host, context, bytes, () => undefined);
	const rows = issues.filter(({ errors }) => errors.length > 0).slice(0, MOST_NAMED);
	for (const row of rows) process.stderr.write(linesOf(row));
	if (wrong > rows.length) process.stderr.write(`……共 ${wrong} 行有误 · rows with errors in all: ${wrong}\n`);
}

function linesOf({ number, errors }: RegisterRow): string {
	return errors
		.map(({ column, zh, en }) => `第 ${number} 行 ${column}：${zh}\n  row ${number} ${column}: ${en}\n`)
		.join('');
}
