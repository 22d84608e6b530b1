import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';
import { describeProblem, ProblemError } from '#domain/shared/problems.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { checkInstallation } from '../db/installation.ts';
import { migrate } from '../db/migrate.ts';
import { postgresLog } from '../db/postgres-log.ts';
import { withDatabase } from '../db/with-database.ts';
import { loadPlanned, type LoadedAnswer } from '../history/load-file.ts';
import { planFile, type PlannedFile } from '../history/plan-file.ts';
import { describePreview, previewJson } from '../history/print-preview.ts';
import { EXPORT_LIMITS } from '../importers/indicators/read-export.ts';
import { newId } from '../new-id.ts';
import { publishLogs } from '../repositories/logs.ts';
import { StartFailure } from '../start-failure.ts';

interface ImportOptions {
	json?: boolean;
	check?: boolean;
}

const HELP = `
第一行是国家统计目录的表头（区域、灾种、隶属区域、灾害发生时间及 66 项指标）。数字原样保存，不作任何修正；同一文件再次导入不会重复。
The first row is the header of the national catalogue. Figures are kept as given, nothing is repaired; loading a file again adds nothing.
  npm run anlan -- import indicators 2020年湖南省.xlsx
  npm run --silent anlan -- import indicators 2020年湖南省.xlsx --json
`;

/** `import indicators`: loads an export of the national disaster statistics. */
export function registerImportIndicators(imports: Command): void {
	imports
		.command('indicators <file>')
		.description('导入国家灾情统计导出表 · load an export of the national disaster statistics')
		.option('--check', '只检查，不写入 · only check, write nothing')
		.option('--json', '以 JSON 输出 · answer in JSON')
		.addHelpText('after', HELP)
		.action(importIndicators);
}

async function importIndicators(file: string, options: ImportOptions): Promise<void> {
	const path = resolve(file);
	try {
		const bytes = await readExport(path);
		await withDatabase(readConfig(process.env), postgresLog, (url) => load(url, path, bytes, options));
	} catch (error) {
		if (!options.json || !(error instanceof ProblemError)) throw error;
		const { problem } = error;
		const words = { zh: describeProblem(problem, 'zh'), en: describeProblem(problem, 'en') };
		process.stdout.write(`${JSON.stringify({ file: path, loaded: null, problem: { ...problem, ...words } })}\n`);
		process.exitCode = 1;
	}
}

/** The bytes of the file; one that is too big is refused before it is read. */
async function readExport(path: string): Promise<Buffer> {
	const found = await stat(path).catch(() => null);
	if (!found?.isFile())
		throw new StartFailure(2, [{ zh: `没有这个文件：${path}`, en: `There is no such file: ${path}` }]);
	if (found.size > EXPORT_LIMITS.bytes)
		throw new ProblemError('tooLarge', { limit: `${EXPORT_LIMITS.bytes / 1024 / 1024} MB` });
	return readFile(path);
}

async function load(url: string, path: string, bytes: Buffer, { json, check }: ImportOptions): Promise<void> {
	const { county } = readConfig(process.env);
	await migrate(url);
	const db = openDatabase(url, { max: 2 });
	try {
		await checkInstallation(db, county);
		const planned = await planFile(db, bytes);
		const loaded = check ? null : await loadUnlessWrong(db, county, path, bytes, planned);
		process.stdout.write(
			json
				? `${JSON.stringify(previewJson(path, planned.preview, loaded))}\n`
				: describePreview(planned.preview, loaded)
		);
		if (planned.preview.problemCount > 0) process.exitCode = 1;
		await publishLogs(db.pool);
	} finally {
		await db.close();
	}
}

async function loadUnlessWrong(
	db: ReturnType<typeof openDatabase>,
	countyCode: string,
	path: string,
	bytes: Buffer,
	planned: PlannedFile
): Promise<LoadedAnswer | null> {
	if (planned.preview.problemCount > 0) return null;
	const context = { actor: SYSTEM_ACTOR, deviceId: null, requestId: 'cli', now: new Date() };
	const fileName = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).slice(0, 200);
	const command = { operationId: newId(), fileName, bytes };
	return loadPlanned({ db, countyCode, committed: () => undefined }, context, command, planned);
}
