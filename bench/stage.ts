import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '#domain/access/can.ts';
import type { CountCommand } from '#domain/counts/decide-count.ts';
import type { App } from '#server/app.ts';
import { hashToken, newToken } from '#server/auth/token.ts';
import type { CommandContext } from '#server/commands/execute.ts';
import { readConfig } from '#server/config.ts';
import { createApp } from '#server/create-app.ts';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { openPages } from '#server/http/pages.ts';
import { newId } from '#server/new-id.ts';

/** A server on its own fresh PostgreSQL, with an event of many open shelters and a signed-in desk. */
export interface Stage {
	app: App;
	url: string;
	/** `Cookie` header of the desk's session. */
	cookie: string;
	actor: Actor;
	eventId: string;
	pointIds: string[];
	/** A count of a point as the desk would send it, each with a new operation id. */
	countOf(index: number, people: number): CountCommand & { kind: 'count' };
	context(): CommandContext;
	close(): Promise<void>;
}

const quiet = { info: () => undefined, warn: () => undefined, error: (message: string) => console.error(message) };

/** Builds the stage with `points` open shelters spread over the county's townships; with the built pages if asked. */
export async function openStage(points: number, options: { withPages?: boolean } = {}): Promise<Stage> {
	const dataDir = await mkdtemp(join(tmpdir(), 'anlan-bench-'));
	const given = process.env.DATABASE_URL;
	const postgres = given ? null : await startEmbeddedPostgres({ dataDir, log: quiet });
	const databaseUrl = given ?? postgres!.url;
	await migrate(databaseUrl);
	const config = readConfig({ ANLAN_DATA: dataDir, LOG_LEVEL: 'error', ANLAN_DEMO: '0' });
	const app = await createApp(config, databaseUrl);
	const server = createServer();
	const pages = options.withPages ? await openPages(false, server) : null;
	server.on('request', (request, response) => {
		void app.handle(request, response).then((isAnswered) => {
			if (!isAnswered) pages?.handle(request, response);
		});
	});
	app.attach(server);
	const port = await listen(server);

	const actor: Actor = { accountId: newId(), name: 'bench', role: 'DESK', areaCode: config.county };
	const token = newToken();
	const sessionId = newId();
	await app.db.pool.query(
		`INSERT INTO account (id, username, display_name, role, area_code, password_hash) VALUES ($1, $2, 'bench', 'DESK', $3, '-')`,
		[actor.accountId, `bench-${actor.accountId}`, actor.areaCode]
	);
	await app.db.pool.query(
		`INSERT INTO session (id, account_id, token_hash, rotated_at, created_at, last_seen_at, expires_at)
		VALUES ($1, $2, $3, now(), now(), now(), now() + interval '1 day')`,
		[sessionId, actor.accountId, hashToken(token)]
	);
	const eventId = newId();
	await app.db.pool.query(
		`INSERT INTO event (id, name, kind, started_at, area_codes, phase, opened_at) VALUES ($1, 'bench', 'snow', now(), ARRAY[$2], 'response', now())`,
		[eventId, actor.areaCode]
	);
	const pointIds = Array.from({ length: points }, () => newId()).sort();
	await app.db.pool.query(
		`WITH township AS (SELECT array_agg(code ORDER BY code) AS codes FROM area WHERE level = 'township'),
		given AS (SELECT id, gen_random_uuid() AS shelter_id, codes[1 + (n % cardinality(codes))::int] AS code
			FROM unnest($1::uuid[]) WITH ORDINALITY AS i (id, n), township),
		shelters AS (INSERT INTO shelter (id, name, kind, area_code, township_code, lng, lat, capacity)
			SELECT given.shelter_id, 'bench', 'school', given.code, given.code,
				a.lng + (random() - 0.5) * 0.08, a.lat + (random() - 0.5) * 0.08, 200 FROM given JOIN area a USING (code)),
		totals AS (INSERT INTO township_total (event_id, township_code, shelters_open, capacity)
			SELECT $2, code, count(*), 200 * count(*) FROM given GROUP BY code)
		INSERT INTO count_point (id, event_id, kind, shelter_id, area_code, township_code, opened_at, capacity, dispute_ids)
		SELECT id, $2, 'shelter', shelter_id, code, code, now(), 200, '{}' FROM given`,
		[pointIds, eventId]
	);
	return {
		app,
		url: `http://127.0.0.1:${port}`,
		cookie: `anlan_session=${token}`,
		actor,
		eventId,
		pointIds,
		countOf: (index, people) => ({
			kind: 'count',
			operationId: newId(),
			pointId: pointIds[index % pointIds.length]!,
			people,
			deviceTime: new Date().toISOString()
		}),
		context: () => ({ actor, deviceId: null, requestId: 'bench', now: new Date() }),
		close: async () => {
			await app.stop();
			server.closeAllConnections();
			server.close();
			await postgres?.stop();
			await rm(dataDir, { recursive: true, force: true });
		}
	};
}

async function listen(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}
