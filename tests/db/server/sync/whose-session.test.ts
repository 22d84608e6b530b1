import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#server/new-id.ts';
import { readAnswer, runServer, type RunningServer } from '../../running-server.ts';
import { AQueue } from './a-queue.ts';

let server: RunningServer;
beforeAll(async () => {
	server = await runServer();
});
afterAll(() => server.stop());

/** A browser signed in as the first, whose page works for the second: one tab after the other, one shift after the other. */
async function twoOfOneBrowser() {
	const first = await server.signIn('COORDINATOR', '430426104');
	const second = await server.signIn('COORDINATOR', '430426104');
	return { cookie: first.cookie, owner: first.actor.accountId, worker: second.actor.accountId };
}

function ask(path: string, headers: Record<string, string>, body?: unknown) {
	const init = { method: 'POST', body: JSON.stringify(body ?? {}) };
	return fetch(`${server.url}/trpc/${path}`, {
		...(body === undefined ? {} : init),
		headers: { 'content-type': 'application/json', ...headers }
	}).then((response) => readAnswer<unknown>(response));
}

test('what one person did on a device is never taken as another’s, whoever the browser is signed in as', async () => {
	const { cookie, owner, worker } = await twoOfOneBrowser();
	const queue = new AQueue();
	const headers = { cookie, 'x-anlan-device': queue.deviceId };
	const sending = queue.sending([queue.count(newId(), 40)]);
	const refused = await ask('sync.push', { ...headers, 'x-anlan-account': worker }, sending);
	expect(refused.problem?.code).toBe('unauthenticated');
	const rows = () => server.app.db.prisma.deviceQueue.count({ where: { id: queue.queueId } });
	expect(await rows()).toBe(0);
	expect((await ask('sync.push', { ...headers, 'x-anlan-account': owner }, sending)).problem).toBeUndefined();
	expect(await rows()).toBe(1);
});

test('a page that works for somebody else reads nothing and ends nothing', async () => {
	const { cookie, owner, worker } = await twoOfOneBrowser();
	for (const account of [worker, newId(), 'nobody', '']) {
		const headers = { cookie, 'x-anlan-account': account };
		expect((await ask('live.snapshot', headers)).problem?.code).toBe('unauthenticated');
		expect((await ask('session.signOut', headers, {})).problem?.code).toBe('unauthenticated');
	}
	expect((await ask('live.snapshot', { cookie, 'x-anlan-account': owner })).status).toBe(200);
	expect((await ask('live.snapshot', { cookie })).status).toBe(200);
});

test('nor does it hear what the other may hear', async () => {
	const { cookie, owner, worker } = await twoOfOneBrowser();
	const outcome = (accountId: string) =>
		new Promise<string>((resolve) => {
			const socket = io(server.url, {
				path: '/live',
				transports: ['websocket'],
				reconnection: false,
				forceNew: true,
				extraHeaders: { cookie },
				auth: { accountId }
			});
			const end = (with_: string) => {
				socket.disconnect();
				resolve(with_);
			};
			socket.on('connect', () => end('connected'));
			socket.on('connect_error', ({ message }) => end(message));
		});
	expect(await outcome(worker)).toBe('unauthenticated');
	expect(await outcome(owner)).toBe('connected');
});
