import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { Actor } from '#domain/access/can.ts';
import type { Role } from '#domain/access/roles.ts';
import type { ChangesMessage, ClientToServer, ServerToClient } from '#domain/changes/message.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { generateOneTimePassword, hashPassword } from '#server/auth/passwords.ts';
import { readConfig } from '#server/config.ts';
import { createApp } from '#server/create-app.ts';
import { createHttpServer } from '#server/http/listen.ts';
import { newId } from '#server/new-id.ts';
import { createTestDatabase } from './harness.ts';

export const COUNTY = '430426';

/** The device that every browser of the tests is on. */
export const DEVICE = newId();

/** A well-formed hash of no password anybody has. */
const UNUSABLE = await hashPassword(generateOneTimePassword());

/** What came back for a call of a procedure: its status, and its data or its problem. */
export interface Answer<T = unknown> {
	status: number;
	data?: T;
	problem?: Problem;
	text: string;
	headers: Headers;
}

/** Somebody signed in: what a browser would hold. */
export interface Browser {
	actor: Actor;
	sessionId: string;
	cookie: string;
}

/** A whole server over HTTP and sockets in this process, on a test database; without pages. */
export async function runServer(
	options: { databaseUrl?: string; dataDir?: string; settings?: Record<string, string> } = {}
) {
	const database = options.databaseUrl ? undefined : await createTestDatabase();
	const databaseUrl = options.databaseUrl ?? database!.url;
	const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'anlan-server-test-'));
	const config = readConfig({ ANLAN_DATA: dataDir, LOG_LEVEL: 'silent', PORT: '0', ...options.settings });
	const app = await createApp(config, databaseUrl);
	const errors: unknown[] = [];
	app.reportError = (error, where) => void errors.push({ error, ...where });
	const server = createHttpServer();
	server.on('request', (request, response) => {
		void app.handle(request, response).then((isAnswered) => {
			if (!isAnswered) response.writeHead(404).end();
		});
	});
	app.attach(server);
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const sockets = new Set<Socket>();

	return {
		app,
		url,
		databaseUrl,
		dataDir,
		/** What the server did not foresee; each is a bug. */
		errors,

		/** An account with an open session. Its password is not usable. */
		async signIn(
			role: Role,
			areaCode: string,
			over: { username?: string; displayName?: string } = {}
		): Promise<Browser> {
			const id = newId();
			const { username = `u-${id}`, displayName = `${role} ${areaCode}` } = over;
			const row = { id, username, displayName, role, areaCode, passwordHash: UNUSABLE };
			await app.db.prisma.account.create({ data: row });
			const opened = await app.db.prisma.$transaction((tx) =>
				app.sessions.open(tx, { id, deviceId: null, userAgent: 'test' }, new Date())
			);
			const cookie = opened.cookie.split(';', 1)[0]!;
			return { actor: { accountId: id, name: displayName, role, areaCode }, sessionId: opened.sessionId, cookie };
		},

		/** Calls a procedure as a browser does. */
		call: <T = unknown>(browser: Browser | null, kind: 'query' | 'mutation', path: string, input?: unknown) =>
			callProcedure<T>(url, browser?.cookie, kind, path, input),

		/** A desk's socket with everything it has been told. */
		async listen(browser: Browser) {
			const told: ChangesMessage[] = [];
			const socket: Socket<ServerToClient, ClientToServer> = io(url, {
				path: '/live',
				transports: ['websocket'],
				reconnection: false,
				forceNew: true,
				extraHeaders: { cookie: browser.cookie }
			});
			sockets.add(socket);
			socket.on('changes', (message) => told.push(message));
			await new Promise<void>((resolve, reject) => {
				socket.on('connect', () => resolve());
				socket.on('connect_error', reject);
			});
			return { socket, told, changes: () => told.flatMap((message) => message.changes) };
		},

		async stop(): Promise<void> {
			for (const socket of sockets) socket.disconnect();
			server.closeAllConnections();
			server.close();
			await app.stop();
			await database?.drop();
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

export type RunningServer = Awaited<ReturnType<typeof runServer>>;

/** Calls a procedure of a server over HTTP. */
export async function callProcedure<T>(
	url: string,
	cookie: string | undefined,
	kind: 'query' | 'mutation',
	path: string,
	input?: unknown
): Promise<Answer<T>> {
	const isForm = input instanceof FormData;
	const body = isForm ? input : input === undefined ? undefined : JSON.stringify(input);
	const isQuery = kind === 'query';
	const query = isQuery && body !== undefined ? `?input=${encodeURIComponent(body as string)}` : '';
	const response = await fetch(`${url}/trpc/${path}${query}`, {
		method: isQuery ? 'GET' : 'POST',
		headers: {
			...(isForm ? {} : { 'content-type': 'application/json' }),
			'x-anlan-device': DEVICE,
			...(cookie ? { cookie } : {})
		},
		...(isQuery ? {} : { body: body ?? '' })
	});
	return readAnswer<T>(response);
}

/** Reads an answer in tRPC's form. */
export async function readAnswer<T = unknown>(response: Response): Promise<Answer<T>> {
	const text = await response.text();
	const { status, headers } = response;
	if (!text.startsWith('{')) return { status, text, headers };
	const body = JSON.parse(text) as { result?: { data: T }; error?: { data: { problem: Problem } } };
	return { status, text, headers, data: body.result?.data, problem: body.error?.data.problem };
}
