import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Server as SocketServer } from 'socket.io';
import { WebSocketServer } from 'ws';
import { openDesks, type Desks } from '../desks.ts';
import { clockMs, figure, median, quantile, turnByTurn, type Figure } from '../figure.ts';
import { atRate } from '../pace.ts';
import { writeRawCount } from '../raw-count.ts';
import { openStage, type Stage } from '../stage.ts';

const DESKS = 1_000;

/** Milliseconds from a moment of each change to its last desk, and whether all of them arrived, in order. */
interface Round {
	latencies: number[];
	isComplete: boolean;
}

async function listen(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function roundOf(desks: Desks, begun: Map<number, number>, changes: number): Promise<Round> {
	const heard = await desks.heard(changes);
	const latencies = [...begun].map(([seq, at]) => heard.lastAt.get(seq)! - at);
	const isComplete = heard.outOfOrder === 0 && [...begun.keys()].every((seq) => heard.desks.get(seq) === DESKS);
	return { latencies, isComplete };
}

/** Counts at a rate through the whole path, from their commit or their arrival to the last desk. */
async function wholePath(stage: Stage, desks: Desks, rate: number, seconds: number, from: 'commit' | 'arrival') {
	const { app } = stage;
	await app.feed.settled();
	await desks.clear();
	const moments = new Map<string, number>();
	const begun = new Map<number, number>();
	const leave = app.feed.subscribe((entries) => {
		for (const {
			seq,
			numbered: { change }
		} of entries) {
			if ('count' in change) begun.set(seq, moments.get(change.count.observationId!)!);
		}
	});
	const writes: Promise<void>[] = [];
	await atRate(rate, seconds, (index) => {
		const arrival = clockMs();
		const write = app.counts.submit(stage.countOf(index, index % 200), stage.context());
		writes.push(
			write.then(({ observationId }) => {
				// The reply and the feed's wake-up come in the same turn, right after the commit.
				moments.set(observationId, from === 'commit' ? clockMs() : arrival);
			})
		);
	});
	await Promise.all(writes);
	await app.feed.settled();
	leave();
	return roundOf(desks, begun, writes.length);
}

/** A bare WebSocket server that sends the same bytes to all. */
async function openRaw() {
	const server = createServer();
	const sockets = new WebSocketServer({ server, perMessageDeflate: false });
	const desks = await openDesks({ url: await listen(server), cookie: '', desks: DESKS, speaks: 'raw' });
	let seq = 0;
	return {
		round: async (text: (seq: number) => string, rate: number, seconds: number): Promise<Round> => {
			await desks.clear();
			const begun = new Map<number, number>();
			await atRate(rate, seconds, () => {
				const bytes = text(++seq);
				begun.set(seq, clockMs());
				for (const socket of sockets.clients) socket.send(bytes);
			});
			return roundOf(desks, begun, begun.size);
		},
		close: () => {
			desks.close();
			sockets.close();
			server.closeAllConnections();
			server.close();
		}
	};
}

/** The usual way: a transaction by hand for each count, then one Socket.IO event to all. */
async function openOneEmit(stage: Stage) {
	const server = createServer();
	const io = new SocketServer(server, { path: '/live', perMessageDeflate: false, serveClient: false });
	const desks = await openDesks({ url: await listen(server), cookie: '', desks: DESKS, speaks: 'socket' });
	const pool = new pg.Pool({ connectionString: stage.app.db.url, max: 16 });
	let seq = 0;
	return {
		round: async (rate: number, seconds: number): Promise<Round> => {
			await desks.clear();
			const begun = new Map<number, number>();
			const writes: Promise<void>[] = [];
			await atRate(rate, seconds, (index) => {
				const arrival = clockMs();
				const write = writeRawCount(pool, stage, index, index % 200);
				writes.push(
					write.then((payload) => {
						begun.set(++seq, arrival);
						io.emit('change', { seq, change: JSON.parse(payload) as unknown });
					})
				);
			});
			await Promise.all(writes);
			return roundOf(desks, begun, writes.length);
		},
		close: () => {
			desks.close();
			void io.close();
			void pool.end();
		}
	};
}

/** The bytes of a message of one change, as the desks of Anlan get it. */
function sameBytes(stage: Stage): (seq: number) => string {
	const { pointIds } = stage;
	return (seq) => {
		const now = new Date().toISOString();
		const id = pointIds[seq % pointIds.length]!;
		const count = {
			id,
			areaCode: '430426100',
			people: seq % 200,
			observationId: id,
			observedAt: now,
			version: seq
		};
		const changes = [{ seq, change: { type: 'count.submitted', count } }];
		return `42${JSON.stringify(['changes', { after: seq - 1, upto: seq, changes, at: now }])}`;
	};
}

function mustBeComplete(round: Round): number[] {
	if (!round.isComplete) throw new Error('a change was lost, doubled or out of order');
	return round.latencies;
}

/** Commit to the last of 1,000 desks at 10 changes a second, against a bare broadcast of the same bytes. */
export async function fanOutLatency(): Promise<Figure[]> {
	const stage = await openStage(500);
	const desks = await openDesks({ url: stage.url, cookie: stage.cookie, desks: DESKS, speaks: 'socket' });
	const raw = await openRaw();
	try {
		await wholePath(stage, desks, 10, 2, 'commit');
		const measured = await turnByTurn(
			7,
			async () => median(mustBeComplete(await wholePath(stage, desks, 10, 4, 'commit'))),
			async () => median(mustBeComplete(await raw.round(sameBytes(stage), 10, 4)))
		);
		const note = 'commit → last of 1,000 desks, p50 at 10 changes/s; raw ws broadcast of the same bytes';
		return [figure('fan-out-latency', { ...measured, unit: 'ms', note }, { most: 1.25 })];
	} finally {
		raw.close();
		desks.close();
		await stage.close();
	}
}

/** 100 counts a second: arrival to the last desk, p99, against one transaction and one emit a count. */
export async function fanOutBusy(): Promise<Figure[]> {
	const stage = await openStage(500);
	const desks = await openDesks({ url: stage.url, cookie: stage.cookie, desks: DESKS, speaks: 'socket' });
	const plain = await openOneEmit(stage);
	try {
		await wholePath(stage, desks, 50, 2, 'arrival');
		const measured = await turnByTurn(
			5,
			async () => quantile(mustBeComplete(await wholePath(stage, desks, 100, 5, 'arrival')), 0.99),
			async () => quantile((await plain.round(100, 5)).latencies, 0.99)
		);
		const note = '100 counts/s to 1,000 desks, arrival → last desk, p99; raw pg and one emit a change';
		return [figure('fan-out-busy', { ...measured, unit: 'ms', note }, { most: 0.05 })];
	} finally {
		plain.close();
		desks.close();
		await stage.close();
	}
}

/** 1,000 counts a second for a minute in all, every change delivered in order, against the same at 20 a second. */
export async function fanOutFlood(): Promise<Figure[]> {
	const stage = await openStage(500);
	const desks = await openDesks({ url: stage.url, cookie: stage.cookie, desks: DESKS, speaks: 'socket' });
	try {
		await wholePath(stage, desks, 200, 2, 'arrival');
		const measured = await turnByTurn(
			5,
			async () => median(mustBeComplete(await wholePath(stage, desks, 1_000, 12, 'arrival'))),
			async () => median(mustBeComplete(await wholePath(stage, desks, 20, 5, 'arrival')))
		);
		const note = '1,000 counts/s to 1,000 desks, 5 × 12 s, p50, all delivered in order; the same at 20/s';
		return [figure('fan-out-flood', { ...measured, unit: 'ms', note }, { most: 3 })];
	} finally {
		desks.close();
		await stage.close();
	}
}
