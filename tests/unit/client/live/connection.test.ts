import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { NumberedChange } from '#domain/changes/change.ts';
import type { SinceAnswer } from '#domain/changes/message.ts';
import { LiveConnection, type ConnectionState } from '#client/live/connection.ts';
import { Gateway } from '#server/realtime/gateway.ts';
import type { ChangeFeed } from '#server/realtime/change-feed.ts';
import type { FeedEntry } from '#server/repositories/changes.ts';
import { countEntry } from '../../server/realtime/entries.ts';

const AREA = '430426104201';

/** A county's log with its real sockets, in this process; only the database is not there. */
class County {
	readonly log: FeedEntry[] = [];
	server: Server | undefined;
	gateway: Gateway | undefined;
	isRefusing = false;
	port = 0;
	#listener: ((entries: readonly FeedEntry[]) => void) | undefined;

	async open(): Promise<void> {
		const feed = {
			seq: this.log.length,
			subscribe: (listener: (entries: readonly FeedEntry[]) => void) => {
				this.#listener = listener;
				return () => (this.#listener = undefined);
			}
		} as unknown as ChangeFeed;
		const actor = { accountId: 'a', name: 'n', role: 'DESK' as const, areaCode: '430426' };
		this.gateway = new Gateway({
			feed,
			authenticate: () =>
				Promise.resolve(
					this.isRefusing ? null : { sessionId: 's', actor, mustChangePassword: false, locale: 'zh' as const }
				),
			findLiveActors: () => Promise.resolve(new Map([['s', actor]])),
			keepAlive: () => Promise.resolve(),
			headers: {},
			isOwnOrigin: () => true,
			onError: (error) => console.error(error)
		});
		this.server = createServer();
		this.gateway.attach(this.server);
		await new Promise<void>((listening) => this.server!.listen(this.port, '127.0.0.1', listening));
		this.port = (this.server.address() as AddressInfo).port;
	}

	async close(): Promise<void> {
		await this.gateway?.stop();
		this.server?.closeAllConnections();
		this.gateway = undefined;
	}

	append(count = 1): void {
		const fresh = Array.from({ length: count }, (_, index) => countEntry(this.log.length + index + 1, AREA));
		this.log.push(...fresh);
		this.#listener?.(fresh);
	}

	since(seq: number, limit = 50): SinceAnswer {
		if (seq > this.log.length) return { kind: 'snapshot' };
		const entries = this.log.slice(seq, seq + limit);
		return {
			kind: 'changes',
			upto: seq + entries.length,
			isComplete: entries.length < limit,
			changes: entries.map(({ numbered }) => numbered),
			at: new Date().toISOString()
		};
	}
}

/** A screen: what it began from and what it was told since. */
class Screen {
	from = -1;
	taken: number[] = [];
	snapshots = 0;
	states: ConnectionState[] = [];
	signedOut = 0;
	trouble: unknown[] = [];
	readonly connection: LiveConnection<{ seq: number }>;

	constructor(
		county: County,
		fetch: Partial<{ snapshot(): Promise<{ seq: number }>; since(seq: number): Promise<SinceAnswer> }> = {},
		longestSilenceMs?: number
	) {
		this.connection = new LiveConnection({
			longestSilenceMs,
			url: `http://127.0.0.1:${county.port}`,
			fetchSnapshot: fetch.snapshot ?? (() => Promise.resolve({ seq: county.log.length })),
			fetchSince: fetch.since ?? ((seq) => Promise.resolve(county.since(seq))),
			onSnapshot: ({ seq }) => {
				this.from = seq;
				this.snapshots++;
				this.taken = [];
			},
			onChanges: (changes: NumberedChange[]) => this.taken.push(...changes.map(({ seq }) => seq)),
			onState: (state) => this.states.push(state),
			onContact: () => undefined,
			onSignedOut: () => this.signedOut++,
			onTrouble: (error) => this.trouble.push(error)
		});
		this.connection.start();
		open.push(() => this.connection.stop());
	}

	get state(): ConnectionState | undefined {
		return this.states.at(-1);
	}

	/** Waits until it is live with everything of the log. */
	async isUpToDate(county: County): Promise<void> {
		await vi.waitFor(
			() => {
				expect(this.state).toBe('live');
				expect(this.connection.seq).toBe(county.log.length);
			},
			{ timeout: 10_000, interval: 10 }
		);
		expect(this.taken).toEqual(county.log.slice(this.from).map(({ seq }) => seq));
	}
}

let open: (() => unknown)[] = [];
afterEach(async () => {
	for (const close of open.reverse()) await close();
	open = [];
});

async function openCounty(): Promise<County> {
	const county = new County();
	await county.open();
	open.push(() => county.close());
	return county;
}

test('begins from a snapshot and follows what is pushed', async () => {
	const county = await openCounty();
	county.append(3);
	const screen = new Screen(county);
	await screen.isUpToDate(county);
	expect([screen.from, screen.snapshots]).toEqual([3, 1]);
	for (let i = 0; i < 20; i++) county.append(i % 3);
	await screen.isUpToDate(county);
	expect(screen.snapshots).toBe(1);
});

test('a server that restarts again and again, with changes meanwhile: nothing is missing, nothing twice', async () => {
	const county = await openCounty();
	const screen = new Screen(county);
	await screen.isUpToDate(county);
	for (let round = 0; round < 3; round++) {
		county.append(7);
		await county.close();
		county.append(120);
		await county.open();
		county.append(2);
		await screen.isUpToDate(county);
	}
	expect(screen.snapshots).toBe(1);
}, 30_000);

test('comes back when the socket was closed and the log could not be read either', async () => {
	const county = await openCounty();
	let isDown = false;
	const screen = new Screen(county, {
		since: (seq) => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(county.since(seq)))
	});
	await screen.isUpToDate(county);
	isDown = true;
	county.gateway!.disconnect({ sessionId: 's' });
	await vi.waitFor(() => expect(screen.state).toBe('offline'));
	screen.connection.restart();
	await vi.waitFor(() => expect(screen.trouble).not.toEqual([]));
	county.append(5);
	isDown = false;
	await screen.isUpToDate(county);
});

test('a restart asked for while the log is being read is not lost', async () => {
	const county = await openCounty();
	county.append(130);
	const screen: Screen = new Screen(county, {
		snapshot: () => Promise.resolve({ seq: screen.snapshots === 0 ? 10 : county.log.length }),
		since: async (seq) => {
			const answer = county.since(seq);
			if (seq === 60) screen.connection.restart();
			await Promise.resolve();
			return answer;
		}
	});
	await screen.isUpToDate(county);
	expect(screen.snapshots).toBe(2);
});

test('does not call itself live while the server says nothing, and is live again at its next word', async () => {
	const county = await openCounty();
	const screen = new Screen(county, {}, 150);
	await screen.isUpToDate(county);
	await vi.waitFor(() => expect(screen.state).toBe('offline'));
	county.append(1);
	await vi.waitFor(() => expect(screen.states.slice(screen.states.indexOf('offline'))).toContain('live'));
	expect(screen.connection.seq).toBe(county.log.length);
});

test('takes a new snapshot when the log no longer goes back so far', async () => {
	const county = await openCounty();
	const screen = new Screen(county, {
		since: (seq) => Promise.resolve(county.log.length - seq > 100 ? { kind: 'snapshot' } : county.since(seq))
	});
	await screen.isUpToDate(county);
	await county.close();
	county.append(500);
	await county.open();
	await screen.isUpToDate(county);
	expect([screen.snapshots, screen.from]).toEqual([2, 500]);
});

test('says so when its session ended, and is not let in again', async () => {
	const county = await openCounty();
	const screen = new Screen(county);
	await screen.isUpToDate(county);
	county.isRefusing = true;
	county.gateway!.disconnect({ accountId: 'a' });
	await vi.waitFor(() => expect(screen.signedOut).toBeGreaterThan(1), { timeout: 5_000 });
	expect(screen.state).toBe('offline');
});

test('once stopped it hands out nothing more, whatever was under way', async () => {
	const county = await openCounty();
	county.append(5);
	let answer: ((snapshot: { seq: number }) => void) | undefined;
	const screen = new Screen(county, { snapshot: () => new Promise((resolve) => (answer = resolve)) });
	screen.connection.stop();
	answer?.({ seq: 0 });
	await new Promise((later) => setImmediate(later));
	expect([screen.snapshots, screen.taken]).toEqual([0, []]);
});
