import type { ServerResponse } from 'node:http';

/** Where our own server offers the tiles. */
export const TIANDITU_PATH = '/tiles/tianditu/';
/** Layers of 天地图 that the map uses: the vector map and its Chinese labels. */
const PATH = /^\/tiles\/tianditu\/(vec|cva)\/(\d{1,2})\/(\d{1,6})\/(\d{1,6})$/;
const MAX_ZOOM = 18;
const PATIENCE_MS = 8_000;
const MAX_BYTES = 1_048_576;
/** Tiles kept in memory (about 15 kB each), so that a room full of desks asks 天地图 once. */
const KEPT_TILES = 600;

interface Tile {
	type: string;
	bytes: Buffer;
}

/** Fetches one tile; null when 天地图 has none or cannot be reached. */
export type FetchTile = (url: string) => Promise<Tile | null>;

/** Where 天地图 keeps a tile (WMTS, web mercator, CGCS2000), or null for a path that names none. */
export function tiandituUrl(path: string, key: string): string | null {
	const [, layer, z, x, y] = PATH.exec(path) ?? [];
	if (layer === undefined) return null;
	const [zoom, column, row] = [Number(z), Number(x), Number(y)];
	if (zoom < 1 || zoom > MAX_ZOOM || column >= 2 ** zoom || row >= 2 ** zoom) return null;
	const query = new URLSearchParams({
		SERVICE: 'WMTS',
		REQUEST: 'GetTile',
		VERSION: '1.0.0',
		LAYER: layer,
		STYLE: 'default',
		TILEMATRIXSET: 'w',
		FORMAT: 'tiles',
		TILEMATRIX: String(zoom),
		TILEROW: String(row),
		TILECOL: String(column),
		tk: key
	});
	return `https://t${(column + row) % 8}.tianditu.gov.cn/${layer}_w/wmts?${query}`;
}

async function fetchTile(url: string): Promise<Tile | null> {
	try {
		const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' });
		const type = answer.headers.get('content-type') ?? '';
		if (!answer.ok || !/^image\/(png|jpeg|webp)$/.test(type)) return null;
		const bytes = Buffer.from(await answer.arrayBuffer());
		return bytes.length > MAX_BYTES ? null : { type, bytes };
	} catch {
		// No internet, as in many a machine room: the map shows the county without its base.
		return null;
	}
}

/**
 * Hands tiles of 天地图 on from our own origin: pages ask no other host, and the key stays on the server. Each tile is
 * fetched once and kept for a while.
 */
export class Tianditu {
	readonly #key: string;
	readonly #fetch: FetchTile;
	readonly #kept = new Map<string, Tile>();
	readonly #underway = new Map<string, Promise<Tile | null>>();

	constructor(key: string, fetch: FetchTile = fetchTile) {
		this.#key = key;
		this.#fetch = fetch;
	}

	/** Answers a tile request: 200 with the picture, 404 for what is no tile, 502 when 天地图 gives none. */
	async serve(path: string, response: ServerResponse): Promise<void> {
		const url = tiandituUrl(path, this.#key);
		const tile = url === null ? null : await this.#tile(path, url);
		if (tile === null) {
			response.statusCode = url === null ? 404 : 502;
			response.setHeader('Cache-Control', 'no-store');
			response.end();
			return;
		}
		response.setHeader('Content-Type', tile.type);
		response.setHeader('Cache-Control', 'private, max-age=604800');
		response.end(tile.bytes);
	}

	async #tile(path: string, url: string): Promise<Tile | null> {
		const kept = this.#kept.get(path);
		if (kept) return kept;
		let request = this.#underway.get(path);
		if (!request) {
			request = this.#fetch(url).finally(() => this.#underway.delete(path));
			this.#underway.set(path, request);
		}
		const tile = await request;
		if (tile) this.#keep(path, tile);
		return tile;
	}

	#keep(path: string, tile: Tile): void {
		this.#kept.set(path, tile);
		const [oldest] = this.#kept.keys();
		if (this.#kept.size > KEPT_TILES && oldest !== undefined) this.#kept.delete(oldest);
	}
}
