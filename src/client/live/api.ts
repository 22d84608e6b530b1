import { createTRPCClient, httpLink, type TRPCLink } from '@trpc/client';
import { tap } from '@trpc/server/observable';
import type { AppRouter } from '#server/trpc/router.ts';
import { deviceId } from './device.ts';
import { problemOf } from './request-problem.ts';

/** A request without an answer after this long counts as not connected; sending it again does no harm. */
const PATIENCE_MS = 20_000;
/** A large upload gets more: the slowest line it is given time for, in characters of its body a millisecond. */
const SLOWEST_LINE = 50;

/** What anyone may ask, whoever the browser is signed in as. */
const FOR_ANYONE = new Set([
	'session.get',
	'session.signIn',
	'session.signInWithPin',
	'devices.here',
	'devices.enrol',
	'system.info'
]);

let onSignedOut: () => void = () => undefined;
let worker: string | null = null;

/**
 * Says who works on this page. The county then refuses what the browser's session is not of: another tab may have
 * signed somebody else in, or whoever took over without a network is not who the browser is still signed in as.
 */
export function workAs(accountId: string | null): void {
	worker = accountId;
}

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
					if (op.context['isParting']) return;
					const { code } = problemOf(error);
					if (code === 'unauthenticated' || code === 'passwordChangeRequired') onSignedOut();
				}
			})
		);

/** `fetch` that gives up after a while, and when the caller does. */
async function patientFetch(input: RequestInfo | URL | string, init: RequestInit = {}): Promise<Response> {
	const patience = new AbortController();
	const size = sizeOf(init.body);
	const timer = setTimeout(() => patience.abort(), PATIENCE_MS + size / SLOWEST_LINE);
	init.signal?.addEventListener('abort', () => patience.abort());
	try {
		return await fetch(input, { ...init, signal: patience.signal });
	} finally {
		clearTimeout(timer);
	}
}

/** How much a body is, in bytes or characters; of a form, its files. */
function sizeOf(body: RequestInit['body']): number {
	if (typeof body === 'string') return body.length;
	if (!(body instanceof FormData)) return 0;
	return [...body.values()].reduce((total, value) => total + (typeof value === 'string' ? 0 : value.size), 0);
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
			headers: ({ op: { path, context } }) => {
				const account = (context['account'] as string | undefined) ?? worker;
				const isFor = account !== null && !FOR_ANYONE.has(path);
				return { 'x-anlan-device': deviceId(), ...(isFor ? { 'x-anlan-account': account } : {}) };
			}
		})
	]
});
