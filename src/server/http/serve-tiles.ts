import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** Serves the base map of the data folder in the byte ranges that the PMTiles reader asks for. */
export async function serveTiles(
	file: string | null,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	if (!file) {
		response.statusCode = 404;
		response.end();
		return;
	}
	const { size, mtimeMs } = await stat(file);
	const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
	const start = range ? Number(range[1]) : 0;
	const end = range?.[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
	response.setHeader('Accept-Ranges', 'bytes');
	response.setHeader('Content-Type', 'application/octet-stream');
	response.setHeader('Cache-Control', 'private, max-age=3600');
	response.setHeader('ETag', `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`);
	if (start > end) {
		response.statusCode = 416;
		response.setHeader('Content-Range', `bytes */${size}`);
		response.end();
		return;
	}
	response.statusCode = range ? 206 : 200;
	if (range) response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
	response.setHeader('Content-Length', end - start + 1);
	if (request.method === 'HEAD') {
		response.end();
		return;
	}
	await pipeline(createReadStream(file, { start, end }), response).catch((error: NodeJS.ErrnoException) => {
		// The reader went away in the middle of its range: nothing to tell anyone.
		if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
	});
}
