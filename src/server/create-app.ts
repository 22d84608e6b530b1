import type { App } from './app.ts';
import { AuditSealer } from './audit/sealer.ts';
import { readCookie, SESSION_COOKIE } from './auth/cookie.ts';
import { Sessions } from './auth/sessions.ts';
import { ensureCounty } from './areas/ensure-county.ts';
import type { Config } from './config.ts';
import { CountWriter } from './counts/count-writer.ts';
import { findCluster } from './db/data-directory.ts';
import { openDatabase } from './db/database.ts';
import { checkInstallation } from './db/installation.ts';
import { ShapeBook } from './areas/shape-book.ts';
import { DocumentPress } from './documents/press.ts';
import { handleRequest } from './http/handle-request.ts';
import { createMetrics } from './http/metrics.ts';
import { isOwnOrigin } from './http/origin.ts';
import { isHttps, NOTHING_RUNS, securityHeaders } from './http/security-headers.ts';
import { findDemoAccounts } from './jobs/demo/demo-accounts.ts';
import { Tianditu } from './http/serve-tianditu.ts';
import { anonymiseDue } from './archive/anonymise.ts';
import { ArchiveJob } from './jobs/archive-job.ts';
import { StorageWatch } from './jobs/storage-watch.ts';
import { createLog } from './log.ts';
import { ImportsUnderWay } from './people/imports-under-way.ts';
import { loadKeyring } from './people/load-keyring.ts';
import { PolicyCache } from './policies/policy-cache.ts';
import { ChangeFeed } from './realtime/change-feed.ts';
import { Gateway } from './realtime/gateway.ts';
import { Notifications } from './realtime/notifications.ts';
import { findLiveActors } from './repositories/live-sessions.ts';
import { DeviceQueues } from './sync/device-queues.ts';
import { watchFolder } from './warnings/watch-folder.ts';

/**
 * Wires the server on a migrated database: the county's areas, sessions, policies, counts, the feed and its sockets,
 * the audit sealer. Nothing listens yet; `attach` and `handle` go to an HTTP server.
 */
export async function createApp(config: Config, databaseUrl: string): Promise<App> {
	const log = createLog(config);
	const metrics = createMetrics();
	const reportError = (error: unknown, where: Record<string, unknown>) => {
		metrics.errors.inc();
		log.error({ err: error, ...where }, 'unexpected error');
	};
	const noteTrouble = (at: string) => (error: unknown) => {
		log.warn({ at, message: error instanceof Error ? error.message : String(error) }, 'will try again');
	};
	const db = openDatabase(databaseUrl, { onError: noteTrouble('pool') });
	await checkInstallation(db, config.county);
	const keyring = await loadKeyring(config, db);
	const countyName = await ensureCounty(db, config.county);

	const sessions = new Sessions(
		db,
		{ isSecure: isHttps(config), isDemoAllowed: config.isDemoAllowed },
		noteTrouble('sessions')
	);
	const policies = new PolicyCache(db);
	await policies.refresh();
	const feed = new ChangeFeed({ pool: db.pool, onError: noteTrouble('feed') });
	await feed.start();
	feed.subscribe((entries) => {
		if (entries.some((entry) => entry.type === 'policy.changed')) {
			policies.refresh().catch(noteTrouble('policies'));
		}
	});
	const sealer = new AuditSealer(db, noteTrouble('audit'));
	const committed = () => {
		feed.wake();
		sealer.wake();
	};
	const counts = new CountWriter({
		db,
		windowMinutes: () => policies.current().disputeWindowMinutes,
		committed
	});
	const gateway = new Gateway({
		feed,
		authenticate: async (request) => {
			const token = readCookie(request.headers.cookie, SESSION_COOKIE);
			return token ? sessions.resolve(token, new Date()) : null;
		},
		findLiveActors: (ids) => findLiveActors(db.pool, ids),
		keepAlive: (ids) => sessions.keepAlive(ids, new Date()),
		headers: { ...securityHeaders(isHttps(config)), 'Content-Security-Policy': NOTHING_RUNS },
		isOwnOrigin: (request) => isOwnOrigin(request, config.origin),
		onError: noteTrouble('gateway')
	});
	sessions.onRevoked((ids) => gateway.disconnect(ids));
	const notifications = new Notifications({
		url: databaseUrl,
		channels: {
			anlan_feed: (payload) => feed.heard(Number(payload)),
			anlan_session: (payload) => sessions.handleNotification(payload)
		},
		onConnect: () => {
			feed.wake();
		},
		onError: noteTrouble('notifications')
	});
	await notifications.start();
	const cluster = config.databaseUrl === null ? findCluster(config.dataDir) : null;
	const storage = new StorageWatch({
		folders: [config.dataDir, ...(cluster ? [cluster] : [])],
		onChange: (isFull, freeBytes) =>
			log.warn({ isFull, freeBytes }, isFull ? 'disk full: refusing to save' : 'disk has room again'),
		onError: noteTrouble('storage')
	});
	await storage.start();

	const archive = new ArchiveJob({
		run: (now) => {
			const days = policies.current().personalDataDaysAfterClose;
			return anonymiseDue({ db, keyring, countyCode: config.county, committed }, { days, now });
		},
		onRun: ({ persons, questions, refusals }) => log.info({ persons, questions, refusals }, 'personal data anonymised'),
		onError: noteTrouble('archive')
	});
	archive.start();

	const press = new DocumentPress();
	const shapes = new ShapeBook();
	const warningFolder = config.capFolder
		? watchFolder(
				{ db, countyCode: config.county, committed },
				{ folder: config.capFolder, log, isFull: () => storage.isFull, onError: noteTrouble('warnings') }
			)
		: null;
	// Not waited for: the folder may lie on a machine that does not answer.
	void warningFolder?.start();
	const app: App = {
		config,
		log,
		db,
		countyCode: config.county,
		countyName,
		sessions,
		policies,
		keyring,
		imports: new ImportsUnderWay(),
		counts,
		press,
		shapes,
		queues: new DeviceQueues(),
		feed,
		sealer,
		gateway,
		metrics,
		storage,
		warningFolder,
		tianditu: config.tiandituKey ? new Tianditu(config.tiandituKey) : null,
		committed,
		demoAccounts: () => findDemoAccounts(db, config.isDemoAllowed),
		reportError,
		handle: (request, response) => handleRequest(app, request, response),
		attach: (server) => gateway.attach(server),
		stop: async () => {
			storage.stop();
			await warningFolder?.stop();
			await press.stop();
			await shapes.stop();
			await archive.stop();
			await gateway.stop();
			await feed.stop();
			await notifications.stop();
			await sealer.stop();
			await db.close();
		}
	};
	return app;
}
