import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import {
	bindMigrationAwareSqlAdapterFactory,
	ColumnTypeEnum,
	DriverAdapterError,
	type SqlDriverAdapter,
	type SqlMigrationAwareDriverAdapterFactory
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { withDatabaseName } from './database-url.ts';
import { readMigrationList, type Migration } from './migration-files.ts';

/** Neither tables nor enums are left to anybody else. */
const filters: bindings.SchemaFilter = { externalTables: [], externalEnums: [] };

let isLoaded = false;
let lastWords = '';

/**
 * Loads the engine by hand, because `import … from '….wasm'` needs a flag on Node 20. The wasm module is the same one
 * that the `prisma` command line runs.
 */
function loadEngine(): void {
	if (isLoaded) return;
	const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
	const bytes = readFileSync(path.replace(/\.js$/, '.wasm'));
	const glue = bindings as unknown as {
		__wbg_set_wasm(exports: WebAssembly.Exports): void;
	} & WebAssembly.ModuleImports;
	const imports: WebAssembly.ModuleImports = { ...glue };
	for (const name of Object.keys(imports).filter((one) => one.startsWith('__wbg_setTimeout_'))) {
		// The engine leaves the timer of its 10 s lock running, which must not hold up the end of a command.
		imports[name] = (work: () => void, milliseconds: number) => setTimeout(work, milliseconds >>> 0).unref();
	}
	const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { './schema_engine_bg.js': imports });
	// Where the engine leaves its last words; without it a panic would end the process.
	Object.assign(globalThis, {
		PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => (lastWords = message) }
	});
	glue.__wbg_set_wasm(exports);
	(exports['__wbindgen_start'] as () => void)();
	isLoaded = true;
}

/** PostgreSQL's type numbers of `"char"`, which its catalogue uses and Prisma's adapter does not know, and of `text`. */
const charType = 18;
const textType = 25;

/**
 * Connects Prisma's adapter so that it reads `"char"` columns too: they pass it as `text` and are declared characters
 * afterwards. Without this the engine cannot look at a database that has functions.
 */
async function connectReadingChars(pool: pg.Pool): Promise<SqlDriverAdapter> {
	const charColumns = new WeakMap<unknown[], number[]>();
	const query = pool.query.bind(pool) as (config: pg.QueryArrayConfig) => Promise<pg.QueryArrayResult>;
	const queryNotingChars = async (config: pg.QueryArrayConfig) => {
		const result = await query(config);
		if (Array.isArray(result)) return result;
		const columns = result.fields.flatMap((field, index) => (field.dataTypeID === charType ? [index] : []));
		for (const field of result.fields) if (field.dataTypeID === charType) field.dataTypeID = textType;
		if (columns.length > 0) charColumns.set(result.rows, columns);
		return result;
	};
	pool.query = queryNotingChars as typeof pool.query;

	const adapter: SqlDriverAdapter = await new PrismaPg(pool).connect();
	const queryRaw = adapter.queryRaw.bind(adapter);
	adapter.queryRaw = async (params) => {
		const result = await queryRaw(params);
		for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
		return result;
	};
	return adapter;
}

/**
 * An adapter whose scripts run whole, as one implicit transaction: Prisma's own splits them at each semicolon, which
 * breaks the bodies of functions, and leaves half a migration behind when the second half fails.
 */
async function connectAdapter(url: string, afterwards: () => Promise<void>): Promise<SqlDriverAdapter> {
	const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'anlan-migrate' });
	const adapter: SqlDriverAdapter = await connectReadingChars(pool);
	adapter.executeScript = async (script) => {
		try {
			await pool.query(script);
		} catch (error) {
			if (!(error instanceof pg.DatabaseError)) throw error;
			throw new DriverAdapterError({
				kind: 'postgres',
				code: error.code ?? 'XX000',
				severity: error.severity ?? 'ERROR',
				message: error.message,
				detail: error.detail,
				column: error.column,
				hint: error.hint
			});
		}
	};
	let disposed: Promise<void> | null = null;
	adapter.dispose = () => (disposed ??= pool.end().then(afterwards));
	return adapter;
}

async function runSql(url: string, sql: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query(sql).finally(() => client.end());
}

function adapterFactory(url: string, opened: SqlDriverAdapter[]): SqlMigrationAwareDriverAdapterFactory {
	const note = async (connecting: Promise<SqlDriverAdapter>) => {
		const adapter = await connecting;
		opened.push(adapter);
		return adapter;
	};
	return {
		provider: 'postgres',
		adapterName: '@prisma/adapter-pg',
		connect: () => note(connectAdapter(url, async () => undefined)),
		connectToShadowDb: async () => {
			const name = `anlan_shadow_${randomUUID().replaceAll('-', '')}`;
			await runSql(url, `CREATE DATABASE ${name} TEMPLATE template0`);
			const drop = () => runSql(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
			return note(connectAdapter(withDatabaseName(url, name), drop));
		}
	};
}

async function withEngine<T>(url: string, work: (engine: bindings.SchemaEngine) => Promise<T>): Promise<T> {
	loadEngine();
	const opened: SqlDriverAdapter[] = [];
	const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory(url, opened));
	const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
	try {
		return await work(engine);
	} catch (error) {
		throw lastWords === '' ? error : new Error(`The schema engine failed: ${lastWords}`, { cause: error });
	} finally {
		engine.free();
		for (const one of opened) await one.dispose();
	}
}

/** Applies all migrations that the database lacks; those of `broken` count as rolled back first. Returns their names. */
export const applyMigrations = (url: string, migrations: Migration[], broken: string[]): Promise<string[]> =>
	withEngine(url, async (engine) => {
		for (const migrationName of broken) await engine.markMigrationRolledBack({ migrationName });
		const migrationsList = readMigrationList(migrations);
		return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
	});

/** The SQL that leads from what the migrations make to what the Prisma schema says; empty when they agree. */
export const diffToSchema = (
	url: string,
	migrations: Migration[],
	schema: bindings.SchemaContainer[]
): Promise<string> =>
	withEngine(url, async (engine) => {
		const { stdout } = await engine.diff({
			from: { tag: 'migrations', ...readMigrationList(migrations) },
			to: { tag: 'schemaDatamodel', files: schema },
			script: true,
			exitCode: null,
			filters
		});
		const sql = stdout?.trim() ?? '';
		return sql === '-- This is an empty migration.' ? '' : sql;
	});
