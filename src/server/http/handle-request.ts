import type { IncomingMessage, ServerResponse } from 'node:http';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import compression from 'compression';
import { z } from 'zod';
import { UPLOAD_BYTES } from '#domain/people/import-people.ts';
import { Id } from '#domain/shared/fields.ts';
import { describeProblem, problem, PROBLEMS, type Problem } from '#domain/shared/problems.ts';
import type { App } from '../app.ts';
import { DEVICE_COOKIE, readCookie, SESSION_COOKIE } from '../auth/cookie.ts';
import { meantSession } from '../auth/meant-session.ts';
import { problemOfDatabaseError } from '../db/problem-of-database-error.ts';
import { newId } from '../new-id.ts';
import { appRouter } from '../trpc/router.ts';
import type { RequestContext } from '../trpc/trpc.ts';
import { addressOf, isOwnOrigin } from './origin.ts';
import { isHttps, NOTHING_RUNS, securityHeaders } from './security-headers.ts';
import { serveTiles } from './serve-tiles.ts';
import { TIANDITU_PATH } from './serve-tianditu.ts';
import { healthOf, readinessOf } from './health.ts';

const API = '/trpc/';

/** What takes larger files than other requests may be. */
const UPLOADS: Readonly<Record<string, number>> = {
	'people.previewImport': UPLOAD_BYTES,
	'people.importRegister': UPLOAD_BYTES
};

const DeviceId = Id.catch('').transform((id) => (z.uuid().safeParse(id).success ? id : null));

const compress = compression({ threshold: 2_048 }) as unknown as (
	request: IncomingMessage,
	response: ServerResponse,
	next: () => void
) => void;

/** Answers what is the server's own; false leaves the request to the pages. */
export async function handleRequest(app: App, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
	for (const [name, value] of Object.entries(securityHeaders(isHttps(app.config)))) response.setHeader(name, value);
	const path = (request.url ?? '/').split('?', 1)[0]!;
	const begun = performance.now();
	if (path.startsWith(API)) {
		const procedure = path.slice(API.length);
		response.on('finish', () => observe(app, procedure, response, begun));
		await answerApi(app, request, response, procedure);
		return true;
	}
	if (request.method !== 'GET' && request.method !== 'HEAD') {
		answerProblem(response, problem('noSuchProcedure'));
		return true;
	}
	if (path.startsWith(TIANDITU_PATH)) {
		await answerTianditu(app, request, response, path);
		return true;
	}
	switch (path) {
		case '/healthz':
			answerJson(response, 200, healthOf());
			return true;
		case '/readyz': {
			const { isReady, ...state } = await readinessOf(app);
			answerJson(response, isReady ? 200 : 503, { isReady, ...state });
			return true;
		}
		case '/metrics':
			await answerMetrics(app, request, response);
			return true;
		case '/tiles/base.pmtiles':
			await serveTiles(app.config.pmtiles, request, response);
			return true;
		default:
			return false;
	}
}

/** Labels are the procedures there are, so that nobody can grow the metrics by asking for others. */
function observe(app: App, procedure: string, response: ServerResponse, begun: number): void {
	const route = Object.hasOwn(appRouter._def.procedures, procedure) ? procedure : 'unknown';
	app.metrics.requests.observe(
		{ route, status: `${Math.floor(response.statusCode / 100)}xx` },
		(performance.now() - begun) / 1000
	);
}

async function answerApi(app: App, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
	const requestId = newId();
	response.setHeader('X-Request-Id', requestId);
	response.setHeader('Cache-Control', 'no-store');
	response.setHeader('Content-Security-Policy', NOTHING_RUNS);
	if (request.method !== 'GET' && !isOwnOrigin(request, app.config.origin)) {
		return answerProblem(response, problem('foreignOrigin'));
	}
	const limit = Math.max(app.config.bodyLimit, UPLOADS[path] ?? 0);
	if (Number(request.headers['content-length'] ?? 0) > limit) {
		return answerProblem(response, problem('tooLarge', { limit: megabytes(limit) }));
	}
	let context: RequestContext;
	try {
		context = await contextOf(app, request, response, requestId);
	} catch (error) {
		const of = problemOfDatabaseError(error);
		if (!of) app.reportError(error, { requestId, path });
		return answerProblem(response, of ?? problem('internal', { requestId }));
	}
	await new Promise<void>((done) => {
		compress(request, response, () => {
			nodeHTTPRequestHandler({
				router: appRouter,
				req: request,
				res: response,
				path,
				maxBodySize: limit,
				allowBatching: false,
				// What fails before a procedure is found goes out as JSON too.
				responseMeta: ({ paths }) => (paths ? {} : { headers: new Headers({ 'Content-Type': 'application/json' }) }),
				createContext: () => Promise.resolve(context)
			}).then(done, (error: unknown) => {
				app.reportError(error, { requestId, path });
				if (!response.headersSent) answerProblem(response, problem('internal', { requestId }));
				else response.destroy();
				done();
			});
		});
	});
}

async function contextOf(
	app: App,
	request: IncomingMessage,
	response: ServerResponse,
	requestId: string
): Promise<RequestContext> {
	const token = readCookie(request.headers.cookie, SESSION_COOKIE);
	const found = token ? await app.sessions.resolve(token, new Date()) : null;
	if (found?.cookie) response.appendHeader('Set-Cookie', found.cookie);
	const session = meantSession(found, request.headers['x-anlan-account']);
	return {
		app,
		actor: session?.actor ?? null,
		sessionId: session?.sessionId ?? null,
		mustChangePassword: session?.mustChangePassword ?? false,
		deviceId: DeviceId.parse(request.headers['x-anlan-device'] ?? ''),
		deviceToken: readCookie(request.headers.cookie, DEVICE_COOKIE) ?? null,
		requestId,
		address: addressOf(request, app.config.trustProxy),
		userAgent: request.headers['user-agent']?.slice(0, 200) ?? null,
		setCookie: (value) => response.appendHeader('Set-Cookie', value)
	};
}

/** Tiles of 天地图, for signed-in accounts only: the county's key has a daily quota. */
async function answerTianditu(
	app: App,
	request: IncomingMessage,
	response: ServerResponse,
	path: string
): Promise<void> {
	const token = readCookie(request.headers.cookie, SESSION_COOKIE);
	const session = token ? await app.sessions.resolve(token, new Date()).catch(() => null) : null;
	if (!session?.actor) return answerProblem(response, problem('unauthenticated'));
	if (!app.tianditu) return answerProblem(response, problem('notFound'));
	await app.tianditu.serve(path, response);
}

async function answerMetrics(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const isLocal = /^(::1|127\.|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
	if (!isLocal || request.headers['x-forwarded-for'] !== undefined) return answerProblem(response, problem('notFound'));
	app.metrics.sockets.set(app.gateway.size);
	app.metrics.feedSeq.set(app.feed.seq);
	response.setHeader('Content-Type', app.metrics.registry.contentType);
	response.end(await app.metrics.registry.metrics());
}

function answerJson(response: ServerResponse, status: number, body: unknown): void {
	response.statusCode = status;
	response.setHeader('Content-Type', 'application/json; charset=utf-8');
	response.setHeader('Cache-Control', 'no-store');
	response.setHeader('Content-Security-Policy', NOTHING_RUNS);
	response.end(JSON.stringify(body));
}

/** A problem in the same form as tRPC's errors, so that clients read one form only. */
function answerProblem(response: ServerResponse, of: Problem): void {
	const { status } = PROBLEMS[of.code];
	answerJson(response, status, {
		error: {
			message: of.code,
			code: -32000,
			data: { httpStatus: status, problem: of, words: { zh: describeProblem(of, 'zh'), en: describeProblem(of, 'en') } }
		}
	});
}

function megabytes(bytes: number): string {
	return `${Math.round(bytes / 1_048_576)} MB`;
}
