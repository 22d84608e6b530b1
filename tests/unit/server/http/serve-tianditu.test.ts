import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Tianditu, tiandituUrl, type FetchTile } from '#server/http/serve-tianditu.ts';

let server: Server | undefined;

async function serve(fetchTile: FetchTile): Promise<(path: string) => Promise<Response>> {
	const tianditu = new Tianditu('0123456789abcdef', fetchTile);
	server = createServer((request, response) => void tianditu.serve(request.url ?? '', response));
	await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return (path) => fetch(`http://127.0.0.1:${port}${path}`);
}

afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())));

describe('tiles of 天地图 from our own origin', () => {
	it('are asked of 天地图 with the key', () => {
		const url = new URL(tiandituUrl('/tiles/tianditu/vec/9/415/217', 'k')!);
		expect(url.hostname).toBe('t0.tianditu.gov.cn');
		expect(url.pathname).toBe('/vec_w/wmts');
		expect(Object.fromEntries(url.searchParams)).toMatchObject({
			LAYER: 'vec',
			TILEMATRIX: '9',
			TILECOL: '415',
			TILEROW: '217',
			tk: 'k'
		});
	});

	it('are asked for by nothing but a tile’s path', () => {
		for (const path of [
			'img/9/1/1',
			'vec/0/0/0',
			'vec/19/1/1',
			'vec/9/512/1',
			'vec/9/1/1/',
			'vec/9/-1/1',
			'vec/9/1/1?x=1'
		])
			expect(tiandituUrl(`/tiles/tianditu/${path}`, 'k')).toBeNull();
	});

	it('are fetched once and then kept', async () => {
		let fetched = 0;
		const get = await serve(() => {
			fetched += 1;
			return Promise.resolve({ type: 'image/png', bytes: Buffer.from('picture') });
		});
		const answers = await Promise.all([get('/tiles/tianditu/cva/9/1/1'), get('/tiles/tianditu/cva/9/1/1')]);
		expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['picture', 'picture']);
		expect((await get('/tiles/tianditu/cva/9/1/1')).headers.get('content-type')).toBe('image/png');
		expect(fetched).toBe(1);
	});

	it('are missing without a word where there is no internet, and tried again', async () => {
		let fetched = 0;
		const get = await serve(() => {
			fetched += 1;
			return Promise.resolve(null);
		});
		expect((await get('/tiles/tianditu/vec/9/1/1')).status).toBe(502);
		expect((await get('/tiles/tianditu/vec/9/1/1')).status).toBe(502);
		expect((await get('/tiles/tianditu/other')).status).toBe(404);
		expect(fetched).toBe(2);
	});
});
