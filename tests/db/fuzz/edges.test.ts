import { connect } from 'node:net';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROBLEMS } from '#domain/shared/problems.ts';
import { newId } from '#server/new-id.ts';
import { COUNTY, readAnswer, runServer, type Browser, type RunningServer } from '../running-server.ts';

let server: RunningServer;
let desk: Browser;
beforeAll(async () => {
	server = await runServer({ settings: { ANLAN_BODY_LIMIT: '64K' } });
	desk = await server.signIn('DESK', COUNTY);
});
afterAll(() => server.stop());

const json = { 'content-type': 'application/json' };
const send = async (path: string, init: RequestInit & { duplex?: 'half' } = {}) =>
	readAnswer(
		await fetch(`${server.url}/trpc/${path}`, {
			...init,
			headers: { cookie: desk.cookie, ...(init.headers as object) }
		})
	);

async function expectProblem(
	path: string,
	init: RequestInit & { duplex?: 'half' },
	code: keyof typeof PROBLEMS | RegExp
) {
	const answer = await send(path, init);
	expect(answer.problem, `${path.slice(0, 40)} ${answer.status} ${answer.text.slice(0, 200)}`).toBeDefined();
	if (code instanceof RegExp) expect(answer.problem!.code).toMatch(code);
	else expect(answer.problem!.code).toBe(code);
	expect(answer.status).toBe(PROBLEMS[answer.problem!.code].status);
}

describe('requests that no client of ours sends', () => {
	test.each(['{', '{"operationId":', '[', '"', '\u0000', '{"a":1}}', 'undefined', 'NaN', "{'a':1}", '<xml/>', ''])(
		'a body that is no JSON: %j',
		(body) => expectProblem('counts.submit', { method: 'POST', headers: json, body }, 'invalidInput')
	);

	test('a body in bytes that are no text', () =>
		expectProblem(
			'counts.submit',
			{ method: 'POST', headers: json, body: Buffer.from([0xff, 0xfe, 0x80, 0x22]) },
			'invalidInput'
		));

	test.each([
		'text/plain',
		'application/x-www-form-urlencoded',
		'application/xml',
		'application/octet-stream',
		'',
		'a/b;;=',
		'multipart/form-data'
	])('a content type of its own: %j', (type) =>
		expectProblem(
			'counts.submit',
			{ method: 'POST', headers: { 'content-type': type }, body: '{"people":1}' },
			'invalidInput'
		)
	);

	test('a form', () => {
		const body = new FormData();
		body.set('people', '1');
		return expectProblem('counts.submit', { method: 'POST', body }, 'invalidInput');
	});

	test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('the method %s', (method) =>
		expectProblem('counts.submit', { method, headers: json, body: '{}' }, /^(invalidInput|noSuchProcedure)$/)
	);

	test('a mutation by GET, a query by POST', async () => {
		await expectProblem('counts.submit?input=%7B%7D', {}, 'invalidInput');
		await expectProblem('events.list', { method: 'POST', headers: json, body: '{}' }, 'invalidInput');
	});

	test.each([
		'nope',
		'events',
		'events.',
		'.list',
		'events.list.more',
		'__proto__',
		'constructor',
		'events.__proto__',
		'toString',
		'%2e%2e%2f',
		'%00',
		'events%2Elist%00',
		'',
		'/',
		'a/b',
		'x'.repeat(3000)
	])('a procedure that does not exist: %j', (path) => expectProblem(path, {}, /^(noSuchProcedure|invalidInput)$/));

	test.each(['%', '%E0%A4%A', '%ff%fe'])('an address that cannot be decoded: %j', (path) =>
		expectProblem(path, {}, /^(noSuchProcedure|invalidInput)$/)
	);

	test.each([
		'input=',
		'input={',
		'input=%ff',
		'input=%',
		'input=null',
		'input=[]',
		'input={}&input={}',
		'batch=1',
		'batch=1&input={}',
		'connectionParams={',
		'connectionParams=%00'
	])('a question of %j', async (query) => {
		const answer = await send(`events.get?${query}`);
		expect(answer.problem?.code).toBe('invalidInput');
	});

	test('a thousand questions in one', async () => {
		const paths = Array.from({ length: 1000 }, () => 'system.info').join(',');
		const asked = performance.now();
		await expectProblem(`${paths}?batch=1&input={}`, {}, 'invalidInput');
		expect(performance.now() - asked).toBeLessThan(2_000);
	});

	test('streams and subscriptions are not offered', async () => {
		await expectProblem('counts.submit', { headers: { accept: 'text/event-stream' } }, 'invalidInput');
		const answer = await send('system.info', { headers: { 'trpc-accept': 'application/jsonl' } });
		expect(answer.status).toBeLessThan(500);
	});

	test.each([
		'anlan_session',
		'anlan_session=',
		'anlan_session=%',
		`anlan_session=${'x'.repeat(8000)}`,
		'a=b; ;; =; anlan_session="',
		'\u00ff=\u00fe'
	])('a cookie such as %j', async (cookie) => {
		const answer = await send('events.list?input={}', { headers: { cookie } });
		expect([answer.status, answer.problem?.code]).toEqual([401, 'unauthenticated']);
	});

	test.each(['', 'x', '"', '00000000-0000-0000-0000-000000000000', newId(), 'x'.repeat(5000)])(
		'a device named %j',
		async (device) => {
			const answer = await send('session.setLocale', {
				method: 'POST',
				headers: { ...json, 'x-anlan-device': device },
				body: '{"locale":"zh"}'
			});
			expect(answer.status).toBe(200);
		}
	);
});

/** Says something over a socket that no client of ours would. */
function say(socket: object, event: string, what: unknown): void {
	(socket as { emit(event: string, what: unknown): void }).emit(event, what);
}

describe('limits', () => {
	const large = JSON.stringify({ locale: 'zh', more: 'x'.repeat(100_000) });

	test('a body that says it is too large is refused unread', () =>
		expectProblem('session.setLocale', { method: 'POST', headers: json, body: large }, 'tooLarge'));

	test('a body that does not say how large it is, too', () => {
		const body = new ReadableStream({
			start(controller) {
				for (let part = 0; part < 100; part++) controller.enqueue(new TextEncoder().encode(large));
				controller.close();
			}
		});
		return expectProblem('session.setLocale', { method: 'POST', headers: json, body, duplex: 'half' }, 'tooLarge');
	});

	test('headers beyond 16 KiB are refused', async () => {
		const status = await new Promise((resolve, reject) => {
			const { hostname, port } = new URL(server.url);
			const asked = request({ hostname, port, path: '/healthz', headers: { 'x-much': 'x'.repeat(20_000) } });
			asked.on('response', (response) => resolve(response.statusCode)).on('error', reject);
			asked.end();
		});
		expect(status).toBe(431);
	});

	test.each([
		'GET /trpc/system.info\r\n\r\n',
		'\u0000\u0001\u0002\r\n\r\n',
		'GET http://[::: HTTP/1.1\r\nhost: x\r\n\r\n',
		'POST /trpc/session.signOut HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n',
		'POST /trpc/session.signOut HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'
	])('a broken request is closed: %j', async (text) => {
		const { hostname, port } = new URL(server.url);
		const said = await new Promise<string>((resolve) => {
			let heard = '';
			const socket = connect(Number(port), hostname, () => socket.write(text));
			socket.setTimeout(3_000, () => socket.end());
			socket.on('data', (data) => (heard += data.toString())).on('close', () => resolve(heard));
		});
		expect(said).toMatch(/^(HTTP\/1\.1 (4\d\d|200)|$)/);
	});

	test('a socket’s packets have a limit', async () => {
		const { socket } = await server.listen(desk);
		const closed = new Promise((resolve) => socket.on('disconnect', resolve));
		say(socket, 'anything', 'x'.repeat(100_000));
		expect(await closed).toMatch(/transport/);
	});

	test('what clients say over the socket is not listened to', async () => {
		const { socket } = await server.listen(desk);
		for (const event of ['changes', 'join', '__proto__']) say(socket, event, { room: '43' });
		await new Promise((resolve) => setImmediate(resolve));
		expect(socket.connected).toBe(true);
	});
});

test('the server is alive, and nothing unforeseen happened', async () => {
	expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
	expect(server.errors).toEqual([]);
});
