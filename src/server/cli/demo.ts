import { InvalidArgumentError, Option, type Command } from 'commander';
import { describeProblem } from '#domain/shared/problems.ts';
import { ensureCounty } from '../areas/ensure-county.ts';
import { readConfig, type Config } from '../config.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { checkInstallation } from '../db/installation.ts';
import { migrate } from '../db/migrate.ts';
import { postgresLog } from '../db/postgres-log.ts';
import { withDatabase } from '../db/with-database.ts';
import { findDemoAccounts } from '../jobs/demo/demo-accounts.ts';
import { loadDemo } from '../jobs/demo/load-demo.ts';
import { resetDemo } from '../jobs/demo/reset-demo.ts';
import { cleanReplays, playDemo, ReplayImpossible } from '../jobs/replay/play-demo.ts';
import { problemOfCall } from '../jobs/replay/replay-client.ts';
import { REPLAY_MINUTES } from '../jobs/replay/replay-script.ts';
import { loadKeyring } from '../people/load-keyring.ts';
import { PolicyCache } from '../policies/policy-cache.ts';
import { publishLogs } from '../repositories/logs.ts';
import { StartFailure } from '../start-failure.ts';
import { confirm } from './confirm.ts';

interface PlayFlags {
	speed: number;
	url?: string;
	until: number;
	clean?: boolean;
}

/** `demo`: loads, resets and replays the demonstration. */
export function registerDemo(program: Command): void {
	const demo = program.command('demo').description('演示数据 · the demonstration');
	demo
		.command('load')
		.description('把演示数据载入空的数据库 · load the demonstration into an empty database')
		.action(() => withDemoDatabase(readConfig(process.env), load));
	demo
		.command('reset')
		.description('清空演示库并重新载入（服务须停止）· empty a demonstration database and load it anew (server stopped)')
		.option('--yes', '不再询问 · do not ask')
		.action(({ yes = false }: { yes?: boolean }) =>
			withDemoDatabase(readConfig(process.env), async (db, config) => {
				if (!yes)
					await confirm(
						'演示数据库中的全部内容（含之后录入的）将被删除并重新载入。',
						'Everything in the demonstration database, also what was entered since, will be deleted and loaded anew.'
					);
				await resetDemo(db.pool);
				await load(db, config);
			})
		);
	demo
		.command('play')
		.description('向运行中的服务回放冰灾的头几天 · replay the ice disaster’s first days against the running server')
		.option('--speed <times>', '倍速 · how many times faster than it was', readSpeed, 600)
		.option('--url <address>', '服务的地址，默认按 HOST 和 PORT · address of the server, by HOST and PORT if left out')
		.addOption(
			new Option('--until <time>', '回放到第几天、几小时，如 3d、36h、90m · how far to play')
				.argParser(readDuration)
				.default(REPLAY_MINUTES, '3d')
		)
		.option('--clean', '关闭此前回放留下的事件和安置点 · close what earlier replays left open')
		.action(play);
}

async function withDemoDatabase(config: Config, work: (db: Database, config: Config) => Promise<void>): Promise<void> {
	if (!config.isDemoAllowed)
		throw new StartFailure(2, [
			{
				zh: '这里不允许演示数据：HOST 不是本机地址。确要使用请设 ANLAN_DEMO=1。',
				en: 'Demonstration data is not allowed here: HOST is not this machine only. Set ANLAN_DEMO=1 if you mean it.'
			}
		]);
	await withDatabase(config, postgresLog, async (url) => {
		await migrate(url);
		const db = openDatabase(url, { max: 2 });
		try {
			await work(db, config);
		} finally {
			await db.close();
		}
	});
}

async function load(db: Database, config: Config): Promise<void> {
	await checkInstallation(db, config.county);
	const name = await ensureCounty(db, config.county);
	const policies = new PolicyCache(db);
	await policies.refresh();
	const keyring = await loadKeyring(config, db);
	const host = { db, countyCode: config.county, policies, keyring, committed: () => undefined };
	const isLoaded = await loadDemo(host);
	if (!isLoaded)
		throw new StartFailure(1, [
			{
				zh: '数据库里已有账号、事件或避灾场所，演示数据只载入空库。没有改动。',
				en: 'The database has accounts, events or shelters already; the demonstration only goes into an empty one. Nothing was changed.'
			}
		]);
	await publishLogs(db.pool);
	process.stdout.write(`已载入${name}的演示数据 · the demonstration is loaded\n`);
	for (const { username, password, displayName } of await findDemoAccounts(db, true))
		process.stdout.write(`  ${username.padEnd(16)} ${password.padEnd(24)} ${displayName}\n`);
}

function readSpeed(text: string): number {
	const speed = Number(text);
	if (!(speed >= 1 && speed <= 1_000_000)) throw new InvalidArgumentError('1–1000000');
	return speed;
}

/** Minutes in `90m`, `36h` or `3d`. */
function readDuration(text: string): number {
	const [, number, unit] = /^(\d{1,4}(?:\.\d+)?)([mhd])$/.exec(text) ?? [];
	if (!number || !unit) throw new InvalidArgumentError('90m, 36h, 3d');
	return Number(number) * { m: 1, h: 60, d: 1_440 }[unit as 'm' | 'h' | 'd'];
}

async function play({ speed, url: given, until, clean = false }: PlayFlags): Promise<void> {
	const config = readConfig(process.env);
	const url =
		given ?? config.origin ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`;
	const stop = new AbortController();
	process.once('SIGINT', () => stop.abort());
	process.once('SIGTERM', () => stop.abort());
	try {
		if (clean) {
			const closed = await cleanReplays(url);
			process.stdout.write(`关闭了 ${closed} 次回放 · ${closed} replays closed\n`);
			return;
		}
		const done = await playDemo({ url, speed, untilMinutes: until, say, signal: stop.signal });
		const words = stop.signal.aborted ? '已停止 · stopped' : '回放完毕 · the replay is over';
		process.stdout.write(
			`${words}（${done}）\n关闭它的事件和安置点 · to close its event and shelters: npm run anlan -- demo play --clean\n`
		);
	} catch (error) {
		if (error instanceof ReplayImpossible) throw new StartFailure(1, [{ zh: error.zh, en: error.message }]);
		const problem = problemOfCall(error);
		if (problem === null)
			throw new StartFailure(1, [
				{
					zh: `连不上服务 ${url}。请先 npm start，或用 --url 指明地址。`,
					en: `No server answers at ${url}. Run npm start first, or name its address with --url.`
				}
			]);
		throw new StartFailure(1, [{ zh: describeProblem(problem, 'zh'), en: describeProblem(problem, 'en') }]);
	}
}

function say(at: number, zh: string, en: string): void {
	const [day, hour, minute] = [Math.floor(at / 1_440) + 1, Math.floor(at / 60) % 24, Math.floor(at % 60)];
	const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
	process.stdout.write(`D${day} ${clock}  ${zh} · ${en}\n`);
}
