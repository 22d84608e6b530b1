import WebSocket from 'ws';
import { clockMs } from './figure.ts';

/**
 * A process of many desks: plain WebSockets that speak as little of Socket.IO as it takes to listen, so that the
 * machine's time goes to the server. Notes, for each change, when the last desk had it, and whether every desk got
 * every change in order.
 */
export interface Start {
	kind: 'start';
	url: string;
	cookie: string;
	desks: number;
	/** `socket`: Socket.IO frames; `raw`: bare WebSocket frames. Changes are told apart by their `"seq":n`. */
	speaks: 'socket' | 'raw';
}

/** What was heard since the last reading. */
export interface Report {
	kind: 'report';
	seqs: number[];
	lastAt: number[];
	desks: number[];
	outOfOrder: number;
}

let heard = new Map<number, { lastAt: number; desks: number }>();
let outOfOrder = 0;
const sockets: WebSocket[] = [];

const SEQ = /"seq":(\d+)/g;
const known: { text: string; seqs: number[] }[] = [];

/** The numbers in a message. The same bytes go to all desks, so they are read once. */
function seqsIn(text: string): number[] {
	const same = known.find((entry) => entry.text === text);
	if (same) return same.seqs;
	const seqs = [...text.matchAll(SEQ)].map((match) => Number(match[1]));
	known.unshift({ text, seqs });
	known.length = Math.min(known.length, 16);
	return seqs;
}

function take(desk: { seq: number }, text: string): void {
	const now = clockMs();
	for (const seq of seqsIn(text)) {
		if (desk.seq !== 0 && seq !== desk.seq + 1) outOfOrder++;
		desk.seq = seq;
		const entry = heard.get(seq);
		if (entry) {
			entry.lastAt = now;
			entry.desks++;
		} else heard.set(seq, { lastAt: now, desks: 1 });
	}
}

function open({ url, cookie, speaks }: Start): Promise<void> {
	return new Promise((resolve, reject) => {
		const address = speaks === 'raw' ? url : `${url}/live/?EIO=4&transport=websocket`;
		const socket = new WebSocket(address.replace('http', 'ws'), { headers: { cookie }, perMessageDeflate: false });
		const desk = { seq: 0 };
		sockets.push(socket);
		socket.on('error', reject);
		if (speaks === 'raw') socket.on('open', resolve);
		socket.on('message', (data: Buffer) => {
			const text = data.toString('latin1');
			if (text[0] === '0') socket.send('40');
			else if (text[0] === '2') socket.send('3');
			else if (text.startsWith('40')) resolve();
			else take(desk, text);
		});
	});
}

async function openAll(start: Start): Promise<void> {
	for (let opened = 0; opened < start.desks; opened += 50) {
		await Promise.all(Array.from({ length: Math.min(50, start.desks - opened) }, () => open(start)));
	}
	process.send!({ kind: 'ready' });
}

function report(): void {
	const entries = [...heard];
	process.send!({
		kind: 'report',
		seqs: entries.map(([seq]) => seq),
		lastAt: entries.map(([, entry]) => entry.lastAt),
		desks: entries.map(([, entry]) => entry.desks),
		outOfOrder
	} satisfies Report);
	heard = new Map();
	outOfOrder = 0;
}

process.on('message', (message: Start | { kind: 'read' } | { kind: 'stop' }) => {
	if (message.kind === 'start') void openAll(message);
	else if (message.kind === 'read') report();
	else {
		for (const socket of sockets) socket.terminate();
		process.disconnect();
	}
});
