import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Id } from '#domain/shared/fields.ts';
import { COUNTY, readAnswer, runServer, type Browser, type RunningServer } from '../../running-server.ts';

let server: RunningServer;
let desk: Browser;
beforeAll(async () => {
	server = await runServer();
	desk = await server.signIn('DESK', COUNTY);
});
afterAll(() => server.stop());

const HEADERS = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'x-frame-options': 'DENY',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'content-security-policy': "default-src 'none'; frame-ancestors 'none'"
};

test.each([
	['/trpc/system.info', 200],
	['/trpc/events.list?input={}', 401],
	['/trpc/nope', 404],
	['/healthz', 200],
	['/readyz', 200],
	['/live/?EIO=4&transport=polling', 200],
	['/live/?EIO=9&transport=polling', 400]
])('%s answers with the security headers', async (path, status) => {
	const response = await fetch(server.url + path);
	expect(response.status).toBe(status);
	expect(Object.fromEntries(response.headers)).toMatchObject(HEADERS);
	expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('nothing of the API is kept in caches, and each answer has a number of its own', async () => {
	const answers = await Promise.all([1, 2].map(() => fetch(`${server.url}/trpc/system.info`)));
	const ids = answers.map(({ headers }) => headers.get('x-request-id'));
	for (const id of ids) expect(Id.safeParse(id).success).toBe(true);
	expect(ids[0]).not.toBe(ids[1]);
	expect(answers[0]!.headers.get('cache-control')).toBe('no-store');
});

describe('pages of others', () => {
	const setLocale = async (headers: Record<string, string>) =>
		readAnswer(
			await fetch(`${server.url}/trpc/session.setLocale`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', cookie: desk.cookie, ...headers },
				body: '{"locale":"en"}'
			})
		);

	test.each(['https://elsewhere.example', 'null', 'http://127.0.0.1:1', 'http://localhost', 'file://', 'x'])(
		'cannot change anything: Origin %s',
		async (origin) => {
			const answer = await setLocale({ origin });
			expect([answer.status, answer.problem?.code]).toEqual([403, 'foreignOrigin']);
		}
	);

	test('cannot hide behind a missing Origin', async () => {
		expect((await setLocale({ 'sec-fetch-site': 'cross-site' })).problem?.code).toBe('foreignOrigin');
		expect((await setLocale({ 'sec-fetch-site': 'same-site' })).problem?.code).toBe('foreignOrigin');
	});

	test('while our own may, and so may what is no browser', async () => {
		expect((await setLocale({ origin: server.url })).status).toBe(200);
		expect((await setLocale({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
		expect((await setLocale({})).status).toBe(200);
	});

	test.each([['websocket'], ['polling']])('cannot open a socket over %s', async (transport) => {
		const socket = io(server.url, {
			path: '/live',
			transports: [transport],
			reconnection: false,
			forceNew: true,
			extraHeaders: { cookie: desk.cookie, origin: 'https://elsewhere.example' }
		});
		const refused = await new Promise<boolean>((resolve) => {
			socket.on('connect', () => resolve(false));
			socket.on('connect_error', () => resolve(true));
		});
		socket.disconnect();
		expect(refused).toBe(true);
	});
});

test('a socket without a session is refused', async () => {
	await expect(server.listen({ ...desk, cookie: '' })).rejects.toThrow('unauthenticated');
	await expect(server.listen({ ...desk, cookie: `anlan_session=${'A'.repeat(43)}` })).rejects.toThrow(
		'unauthenticated'
	);
});

describe('for those who operate it', () => {
	test('/healthz says that the process lives, /readyz whether it can do its work', async () => {
		expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'ok' });
		expect(await (await fetch(`${server.url}/readyz`)).json()).toMatchObject({
			isReady: true,
			database: 'ok',
			canSave: true
		});
	});

	test('/metrics counts requests by procedure, sockets and the feed; made-up routes do not become labels', async () => {
		await server.listen(desk);
		await fetch(`${server.url}/trpc/system.info`);
		await fetch(`${server.url}/trpc/made-up`);
		await fetch(`${server.url}/trpc/made-up-too`, { method: 'POST', headers: { origin: 'https://elsewhere.example' } });
		const text = await (await fetch(`${server.url}/metrics`)).text();
		expect(text).toMatch(/anlan_request_seconds_count\{[^}]*route="system\.info"[^}]*\} \d/);
		expect(text).toContain('route="unknown"');
		expect(text).not.toContain('made-up');
		expect(text).toMatch(/^anlan_sockets [1-9]/m);
		expect(text).toMatch(/^anlan_feed_seq \d/m);
		expect(text).not.toContain(desk.actor.accountId);
	});

	test('/metrics is for this machine only', async () => {
		expect((await fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '10.0.0.1' } })).status).toBe(404);
	});

	test('other methods are refused', async () => {
		for (const path of ['/healthz', '/readyz', '/metrics', '/'])
			expect((await fetch(server.url + path, { method: 'POST' })).status).toBe(404);
	});
});

test('a full disk: saving is refused in its own words, reading goes on', async () => {
	const { storage } = server.app;
	Object.defineProperty(storage, 'isFull', { value: true, configurable: true });
	const change = await server.call(desk, 'mutation', 'counts.submit', {});
	expect([change.status, change.problem?.code]).toEqual([503, 'diskFull']);
	expect((await server.call(desk, 'query', 'events.list', {})).status).toBe(200);
	const ready = await fetch(`${server.url}/readyz`);
	expect([ready.status, await ready.json()]).toMatchObject([503, { isReady: false, canSave: false, database: 'ok' }]);
	Reflect.deleteProperty(storage, 'isFull');
	expect((await server.call(desk, 'mutation', 'counts.submit', {})).problem?.code).toBe('invalidInput');
});

test('nothing unforeseen happened', () => expect(server.errors).toEqual([]));
