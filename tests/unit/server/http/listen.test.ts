import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer, listen, localAddress } from '#server/http/listen.ts';
import { StartFailure } from '#server/start-failure.ts';

const servers: ReturnType<typeof createHttpServer>[] = [];

function make() {
	const server = createHttpServer();
	servers.push(server);
	return server;
}

afterEach(() => {
	for (const server of servers.splice(0)) server.close();
});

describe('listen', () => {
	it('takes any free port for 0 and says which', async () => {
		expect(await listen(make(), { host: '127.0.0.1', port: 0 })).toBeGreaterThan(0);
	});

	it('says that a port is in use, and how to choose another', async () => {
		const port = await listen(make(), { host: '127.0.0.1', port: 0 });
		const failure = await listen(make(), { host: '127.0.0.1', port }).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(StartFailure);
		expect((failure as StartFailure).lines[0]?.zh).toContain(`端口 ${port} 已被占用`);
		expect((failure as StartFailure).lines[0]?.en).toContain(`PORT=${port + 1}`);
	});

	it('says that an address is not of this machine', async () => {
		await expect(listen(make(), { host: '192.0.2.1', port: 0 })).rejects.toThrow(/not an address of this machine/);
	});
});

describe('localAddress', () => {
	it.each([
		['127.0.0.1', 'http://127.0.0.1:3000'],
		['0.0.0.0', 'http://127.0.0.1:3000'],
		['::', 'http://[::1]:3000'],
		['::1', 'http://[::1]:3000'],
		['[::1]', 'http://[::1]:3000'],
		['desk.county', 'http://desk.county:3000']
	])('%s → %s', (host, address) => {
		expect(localAddress(host, 3000)).toBe(address);
	});
});
