import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from a page of ours: its Origin is the configured one, or the host it was sent to. A
 * request without Origin and without Sec-Fetch-Site is no browser's cross-site request (command line, older clients).
 */
export function isOwnOrigin(request: IncomingMessage, publicOrigin: string | null): boolean {
	const { origin, host } = request.headers;
	const site = request.headers['sec-fetch-site'];
	if (origin === undefined) return site === undefined || site === 'same-origin' || site === 'none';
	if (publicOrigin) return origin === publicOrigin;
	return URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * The client's address: the socket's, or behind `proxies` trusted reverse proxies the entry of X-Forwarded-For that
 * the outermost of them wrote. What stands before that entry is the client's own claim, and is not believed.
 */
export function addressOf(request: IncomingMessage, proxies: number): string {
	const forwarded = request.headers['x-forwarded-for'];
	const hops = typeof forwarded === 'string' ? forwarded.split(',').map((hop) => hop.trim()) : [];
	return (proxies > 0 && hops.at(-proxies)) || (request.socket.remoteAddress ?? '');
}
