import { existsSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import type { App } from './app.ts';
import { readConfig, type Config } from './config.ts';
import { createApp } from './create-app.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './db/embedded-postgres.ts';
import { findLockHolder } from './db/folder-lock.ts';
import { migrate } from './db/migrate.ts';
import { folderInUse } from './db/postgres-failure.ts';
import { postgresLog } from './db/postgres-log.ts';
import { prepareFirstRun } from './first-run.ts';
import { createHttpServer, listen, localAddress } from './http/listen.ts';
import { openPages, type Pages } from './http/pages.ts';
import { say } from './progress.ts';
import { onStopSignal, Shutdown } from './shutdown.ts';
import { reportFailure } from './start-failure.ts';

const shutdown = new Shutdown();
const starting = new AbortController();
let embedded: EmbeddedPostgres | null = null;

const writeError = (text: string) => process.stderr.write(text);

async function openDatabaseServer(config: Config): Promise<string> {
	if (config.databaseUrl !== null) return config.databaseUrl;
	say('启动数据库', 'starting the database');
	embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log: postgresLog, signal: starting.signal });
	shutdown.add(() => embedded!.stop(), 2_500);
	return embedded.url;
}

/** What a request gets before the application is there. */
const answerStarting: RequestListener = (_, response) => {
	response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2' });
	response.end('安澜正在启动 · Anlan is starting\n');
};

const answerWith =
	(app: App, pages: Pages): RequestListener =>
	(request, response) => {
		app.handle(request, response).then(
			(isAnswered) => {
				if (!isAnswered) pages.handle(request, response);
			},
			(error: unknown) => {
				app.reportError(error, { at: 'http' });
				if (!response.headersSent) response.writeHead(500);
				response.end();
			}
		);
	};

/**
 * Listens before the long work begins, so that a port in use is told at once. When it is in use by a server on the same
 * data folder, that is what is told.
 */
async function claimPort(server: Server, config: Config): Promise<number> {
	try {
		return await listen(server, config);
	} catch (error) {
		const isOwnDatabase = config.databaseUrl === null && existsSync(config.dataDir);
		const holder = isOwnDatabase ? await findLockHolder(config.dataDir) : null;
		throw holder === null ? error : folderInUse(config.dataDir, holder);
	}
}

async function closeServer(server: Server): Promise<void> {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	server.closeIdleConnections();
	await closed;
}

/** What is wrong with the watched folder is told where the server was started, not only on the pages. */
function sayFolder({ warningFolder }: App): void {
	if (!warningFolder) return;
	const { folder, trouble } = warningFolder.state;
	say(`监视的预警文件夹：${folder}`, `watched folder of warnings: ${folder}`);
	if (trouble) say(trouble.zh, trouble.en);
}

async function announce(app: App, port: number): Promise<void> {
	const { config } = app;
	const address = config.origin ?? localAddress(config.host, port);
	say(`${app.countyName}已就绪：${address}`, `ready: ${address}`);
	sayFolder(app);
	const accounts = await app.demoAccounts();
	if (accounts.length === 0) return;
	process.stdout.write('\n演示账号与密码 · demonstration accounts and passwords\n');
	for (const { username, password, displayName } of accounts) {
		process.stdout.write(`  ${username.padEnd(16)} ${password.padEnd(24)} ${displayName}\n`);
	}
	process.stdout.write('\nCtrl-C 停止 · Ctrl-C stops\n');
}

/** Opens one thing after another, each with its way to close, and gives up between two when asked to stop. */
async function start(): Promise<void> {
	const config = readConfig(process.env);
	const server = createHttpServer();
	let answer = answerStarting;
	server.on('request', (request, response) => answer(request, response));
	const port = await claimPort(server, config);
	const pages = await openPages(process.argv.includes('--dev'), server);
	shutdown.add(() => pages.stop(), 200);
	const url = await openDatabaseServer(config);
	starting.signal.throwIfAborted();
	const applied = await migrate(url);
	if (applied.length > 0)
		say(`更新了数据库结构（${applied.length} 步）`, `updated the database (${applied.length} steps)`);
	starting.signal.throwIfAborted();

	const app = await createApp(config, url);
	shutdown.add(() => app.stop(), 800);
	app.attach(server);
	await prepareFirstRun(app);
	starting.signal.throwIfAborted();

	answer = answerWith(app, pages);
	shutdown.add(async () => server.closeAllConnections(), 100);
	shutdown.add(() => closeServer(server), 300);
	starting.signal.throwIfAborted();
	await announce(app, port);
}

async function stop(exitCode: number): Promise<never> {
	await shutdown.run((error) => void reportFailure(error, writeError));
	process.exit(exitCode);
}

onStopSignal(
	() => {
		say('正在停止', 'stopping');
		starting.abort(new Error('stopped while starting'));
		void started.then(() => stop(0));
	},
	() => {
		// PostgreSQL ends at once and recovers from its log at the next start; nothing committed is lost.
		if (embedded && process.platform !== 'win32') process.kill(embedded.pid, 'SIGQUIT');
		process.exit(1);
	}
);

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
	process.on(event, (error: unknown) => void stop(reportFailure(error, writeError)));
}

const started = start().catch(async (error: unknown) => {
	if (starting.signal.aborted) return;
	await stop(reportFailure(error, writeError));
});
