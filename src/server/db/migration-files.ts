import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationList, SchemaContainer } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { projectRoot } from '../config.ts';

/** One migration of the repository: its folder's name, its SQL, and the SHA-256 of that. */
export type Migration = { name: string; sql: string; checksum: string };

export const migrationsFolder = join(projectRoot, 'prisma', 'migrations');
const schemaFolder = join(projectRoot, 'prisma', 'schema');

/** All migrations in order. Line ends are unified, so that a checkout on Windows has the same checksums. */
export function readMigrations(): Migration[] {
	return readdirSync(migrationsFolder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && existsSync(join(migrationsFolder, entry.name, 'migration.sql')))
		.map(({ name }) => name)
		.sort()
		.map((name) => {
			const sql = readFileSync(join(migrationsFolder, name, 'migration.sql'), 'utf8').replaceAll('\r\n', '\n');
			return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
		});
}

/** All files of the Prisma schema. */
export function readSchema(): SchemaContainer[] {
	return readdirSync(schemaFolder)
		.filter((name) => name.endsWith('.prisma'))
		.sort()
		.map((name) => ({ path: join(schemaFolder, name), content: readFileSync(join(schemaFolder, name), 'utf8') }));
}

/**
 * The migrations as the engine takes them. Each script ends by marking itself done, with the checksum of its file, in
 * the very transaction that does its work: so a migration that is not marked did nothing, whenever the process died.
 */
export function readMigrationList(migrations: Migration[]): MigrationList {
	const markDone = ({ name, checksum }: Migration) => `
DO $mark$ BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1, checksum = '${checksum}'
     WHERE migration_name = '${name}' AND finished_at IS NULL AND rolled_back_at IS NULL;
  END IF;
END $mark$;
`;
	return {
		baseDir: migrationsFolder,
		lockfile: {
			path: './migration_lock.toml',
			content: readFileSync(join(migrationsFolder, 'migration_lock.toml'), 'utf8')
		},
		shadowDbInitScript: '',
		migrationDirectories: migrations.map((migration) => ({
			path: migration.name,
			migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: migration.sql + markDone(migration) } }
		}))
	};
}
