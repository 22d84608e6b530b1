import { build, files, version } from '$service-worker';

/**
 * Keeps the pages on the device, so that they open without a network after one visit. What is done on them, and what
 * they show, is not this file's: that is the outbox's and the device cache's. Nothing of the server's own is touched.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;
const PREFIX = 'anlan-pages-';
const CACHE = `${PREFIX}${version}`;
/** The one page that all pages begin from: they are drawn in the browser. Kept with its headers, so its CSP fits it. */
const SHELL = '/';
/** First part of the paths that the server itself answers; never kept, never answered from here. */
const SERVER_PATHS = ['trpc', 'live', 'healthz', 'readyz', 'metrics', 'tiles'];
const SERVER = new RegExp(`^/(${SERVER_PATHS.join('|')})(/|$)`);
const IMMUTABLE = /^\/_app\/immutable\//;
/** Large, and few pages need it without a network: kept when a map is first shown. See vite.config.ts. */
const MAP_LIBRARY = /\/maplibre-gl[^/]*$/;
const AT_ONCE = 6;

const PAGES = [SHELL, ...build.filter((path) => !MAP_LIBRARY.test(path)), ...files];
const kept = new Set(PAGES);

/** Fetches what the last version did not have already; what is there of an attempt that broke off is not fetched again. */
async function keepPages(): Promise<void> {
	const cache = await caches.open(CACHE);
	const left = [...PAGES];
	const keepNext = async (): Promise<void> => {
		for (let path = left.shift(); path !== undefined; path = left.shift()) {
			if (await cache.match(path)) continue;
			const known = IMMUTABLE.test(path) ? await caches.match(path, { ignoreVary: true }) : undefined;
			const response = known ?? (await fetch(path, { cache: 'no-cache' }));
			if (!response.ok || response.redirected) throw new Error(`${path}: ${response.status}`);
			await cache.put(path, response);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, keepNext));
}

/** Pages of the version before may still be open in another tab, and need their files; older ones go. */
async function forgetOldPages(): Promise<void> {
	const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
	await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

async function page(request: Request): Promise<Response> {
	const shell = await (await caches.open(CACHE)).match(SHELL);
	return shell ?? fetch(request);
}

async function file(request: Request, path: string): Promise<Response> {
	const cache = await caches.open(CACHE);
	// An older version has files of the same name that say something else; only what never changes is taken from it.
	const known = await (kept.has(path) ? cache : caches).match(path, { ignoreVary: true });
	if (known) return known;
	const response = await fetch(request);
	if (response.ok && IMMUTABLE.test(path)) await cache.put(path, response.clone());
	return response;
}

/** The event that installs a worker, where the browser (Chromium from 123) can be told what to send past it. */
interface RoutableInstallEvent extends ExtendableEvent {
	addRoutes?(rules: { condition: { urlPattern: { pathname: string } }; source: 'network' }[]): Promise<void>;
}

/**
 * Sends what the server answers past this worker: it need not be started for that, and a newer version takes over while
 * nothing is under way here. A browser that does not take the routes keeps the pages all the same.
 */
async function sendPast(event: RoutableInstallEvent): Promise<void> {
	const pathnames = SERVER_PATHS.flatMap((path) => [`/${path}`, `/${path}/*`]);
	const rules = pathnames.map((pathname) => ({ condition: { urlPattern: { pathname } }, source: 'network' as const }));
	try {
		await event.addRoutes?.(rules);
	} catch (error) {
		reportError(error);
	}
}

worker.addEventListener('install', (event) => event.waitUntil(Promise.all([keepPages(), sendPast(event)])));

worker.addEventListener('activate', (event) =>
	event.waitUntil(Promise.all([forgetOldPages(), worker.clients.claim()]))
);

worker.addEventListener('message', (event) => {
	if (event.data === 'takeOver') event.waitUntil(worker.skipWaiting());
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (request.method !== 'GET' || origin !== location.origin || SERVER.test(pathname)) return;
	if (request.mode === 'navigate') event.respondWith(page(request));
	else if (kept.has(pathname) || IMMUTABLE.test(pathname)) event.respondWith(file(request, pathname));
});
