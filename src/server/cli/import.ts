import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { postgresLog } from '../db/postgres-log.ts';
import { withDatabase } from '../db/with-database.ts';
import { newId } from '../new-id.ts';
import { importPeople } from '../people/import-people.ts';
import { loadKeyring } from '../people/load-keyring.ts';

/** `import people`: takes in a county's household register from the server's console. Told in the trail as “system”. */
export function registerImport(program: Command): void {
	program
		.command('import')
		.description('导入文件 · take in files')
		.command('people <file>')
		.description('导入户册（XLSX 或 CSV） · take in a household register')
		.option('--valid', '只导入正确的行 · only the rows without errors')
		.option('--json', '以 JSON 输出 · print the counts as JSON')
		.action(importFile);
}

async function importFile(file: string, { valid = false, json = false }: { valid?: boolean; json?: boolean }) {
	const config = readConfig(process.env);
	const bytes = await readFile(file);
	await withDatabase(config, postgresLog, async (url) => {
		await migrate(url);
		const db = openDatabase(url, { max: 4 });
		try {
			const keyring = await loadKeyring(config, db);
			const host = { db, keyring, countyCode: config.county, committed: () => undefined };
			const actor = { ...SYSTEM_ACTOR, role: 'DESK' as const, areaCode: config.county };
			const context = { actor, deviceId: null, requestId: newId(), now: new Date() };
			const input = {
				operationId: newId(),
				fileName: basename(file),
				mode: valid ? ('valid' as const) : ('all' as const)
			};
			const counts = await importPeople(host, context, { ...input, bytes });
			const { persons, households, known, wrong } = counts;
			const words = `已导入 ${households} 户 ${persons} 人，已登记过 ${known} 人，有误 ${wrong} 行。\n${persons} people in ${households} households; ${known} were registered already, ${wrong} rows have errors.`;
			process.stdout.write(`${json ? JSON.stringify(counts) : words}\n`);
		} finally {
			await db.close();
		}
	});
}
