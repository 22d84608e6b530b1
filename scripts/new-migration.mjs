import { mkdirSync, writeFileSync } from 'node:fs';
import { checkNode } from './check-node.mjs';

checkNode();
const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9_]{2,50}$/.test(name)) {
	process.stderr.write('用法 / usage: node scripts/new-migration.mjs shelter_services\n');
	process.exit(2);
}
const { install, generate, synchronise } = await import('./prepare.mjs');
await install();
await synchronise();
await generate();

const { register } = await import('tsx/esm/api');
register();
const { readConfig } = await import('../src/server/config.ts');
const { reportFailure } = await import('../src/server/start-failure.ts');
const { diffMigration } = await import('../src/server/db/migrate.ts');
const { migrationsFolder } = await import('../src/server/db/migration-files.ts');
const { withDatabase } = await import('../src/server/db/with-database.ts');

try {
	const sql = await withDatabase(readConfig(process.env), console, diffMigration);
	const time = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
	const folder = `${migrationsFolder}/${time}_${name}`;
	mkdirSync(folder, { recursive: true });
	writeFileSync(`${folder}/migration.sql`, `${sql || '-- The schema and the migrations agree; write the SQL here.'}\n`);
	process.stdout.write(`${folder}/migration.sql\n`);
} catch (error) {
	process.exitCode = reportFailure(error, (text) => process.stderr.write(text));
}
