import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Actor } from '#domain/access/can.ts';
import type { AuditSealer } from './audit/sealer.ts';
import type { PolicyCache } from './policies/policy-cache.ts';
import type { Sessions } from './auth/sessions.ts';
import type { Config } from './config.ts';
import type { ShapeBook } from './areas/shape-book.ts';
import type { DocumentPress } from './documents/press.ts';
import type { CountWriter } from './counts/count-writer.ts';
import type { Database } from './db/database.ts';
import type { Metrics } from './http/metrics.ts';
import type { Tianditu } from './http/serve-tianditu.ts';
import type { StorageWatch } from './jobs/storage-watch.ts';
import type { Logger } from './log.ts';
import type { ImportsUnderWay } from './people/imports-under-way.ts';
import type { Keyring } from './people/keyring.ts';
import type { ChangeFeed } from './realtime/change-feed.ts';
import type { Gateway } from './realtime/gateway.ts';
import type { DeviceQueues } from './sync/device-queues.ts';
import type { WarningFolder } from './warnings/warning-folder.ts';

/** An account of the demonstration, as printed at the start and shown on the sign-in page. */
export interface DemoAccount {
	username: string;
	password: string;
	displayName: string;
	role: Actor['role'];
	areaCode: string;
}

/** Everything the server is made of, wired once (see create-app.ts). */
export interface App {
	config: Config;
	log: Logger;
	db: Database;
	/** The county this server serves, from ANLAN_COUNTY, and its name. */
	countyCode: string;
	countyName: string;
	sessions: Sessions;
	policies: PolicyCache;
	/** Encrypts what is personal in people's records. */
	keyring: Keyring;
	/** The registers that are being read or taken in. */
	imports: ImportsUnderWay;
	counts: CountWriter;
	/** Sets official documents. */
	press: DocumentPress;
	/** Shapes of areas of the whole country. */
	shapes: ShapeBook;
	/** What this process remembers of the queues of devices. */
	queues: DeviceQueues;
	feed: ChangeFeed;
	sealer: AuditSealer;
	gateway: Gateway;
	metrics: Metrics;
	storage: StorageWatch;
	/** The folder whose CAP files are taken in; null where none is watched. */
	warningFolder: WarningFolder | null;
	/** Tiles of 天地图; null without a key. */
	tianditu: Tianditu | null;
	/** Told after every commit that wrote to the logs: wakes the feed and the audit sealer. */
	committed(): void;
	/** Accounts of the demonstration; empty in a county's own installation. */
	demoAccounts(): Promise<DemoAccount[]>;
	/** Records what was not foreseen; the only way an unexpected error leaves a trace. Never personal data in `where`. */
	reportError(error: unknown, where: Record<string, unknown>): void;
	/** Answers a request that is the server's own; false leaves it to the pages. */
	handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
	/** Takes the sockets of an HTTP server. */
	attach(server: Server): void;
	/** Ends the work under way and closes everything. */
	stop(): Promise<void>;
}

export type { Actor };
