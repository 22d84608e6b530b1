import { createTRPCClient, httpLink, type TRPCLink } from '@trpc/client';
import { tap } from '@trpc/server/observable';
import type { AppRouter } from '#server/trpc/router.ts';
import { deviceId } from './device.ts';
import { problemOf } from './request-problem.ts';

/** A request without an answer after this long counts as not connected; sending it again does no harm. */
const PATIENCE_MS = 20_000;
/** A large upload gets more: the slowest line it is given time for, in characters of its body a millisecond. */
const SLOWEST_LINE = 50;

let onSignedOut: () => void = () => undefined;

/** Says what to do when the server no longer knows the session, whichever request finds out. */
export function whenSignedOut(act: () => void): void {
	onSignedOut = act;
}

const watchSession: TRPCLink<AppRouter> =
	() =>
	({ op, next }) =>
		next(op).pipe(
			tap({
				error: (error) => {
					const { code } = problemOf(error);
					if (code === 'unauthenticated' || code === 'passwordChangeRequired') onSignedOut();
				}
			})
		);

/** `fetch` that gives up after a while, and when the caller does. */
async function patientFetch(input: RequestInfo | URL | string, init: RequestInit = {}): Promise<Response> {
	const patience = new AbortController();
	const size = typeof init.body === 'string' ? init.body.length : 0;
	const timer = setTimeout(() => patience.abort(), PATIENCE_MS + size / SLOWEST_LINE);
	init.signal?.addEventListener('abort', () => patience.abort());
	try {
		return await fetch(input, { ...init, signal: patience.signal });
	} finally {
		clearTimeout(timer);
	}
}

/**
 * The server's procedures, typed. A failed call throws; `problemOf(error)` says in the user's language what it was.
 */
export const api = createTRPCClient<AppRouter>({
	links: [
		watchSession,
		httpLink({
			url: '/trpc',
			fetch: (url, init) => patientFetch(url, init as RequestInit),
			headers: () => ({ 'x-anlan-device': deviceId() })
		})
	]
});
