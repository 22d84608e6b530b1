import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { failWithItsFile } from '#server/http/pages.ts';

const server = createServer((request, response) => {
	failWithItsFile(response);
	response.writeHead(200);
	if (request.url === '/gone') createReadStream('/no/such/file.js').pipe(response);
	else response.end('here');
});

afterEach(() => void server.close());

it('a file that went away fails its answer and leaves the server standing', async () => {
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const gone = fetch(`${address}/gone`).then((response) => response.text());
	await expect(gone).rejects.toThrow();
	await expect(fetch(address).then((response) => response.text())).resolves.toBe('here');
});
