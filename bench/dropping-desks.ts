import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { LiveConnection } from '#client/live/connection.ts';
import type { SinceAnswer } from '#domain/changes/message.ts';

/** A process of desks that use the product's own connection and lose the network for two seconds again and again. */
export interface DropStart {
	kind: 'start';
	url: string;
	cookie: string;
	desks: number;
}

export interface DropReport {
	kind: 'report';
	/** For each desk: how many changes it took, and the number of the last. */
	taken: number[];
	last: number[];
	outOfOrder: number;
	drops: number;
}

/** The way between one desk and the server: a TCP relay that can be cut. */
class Cable {
	readonly #ends = new Set<Socket>();
	#isCut = false;

	/** Opens the relay; resolves with its address. */
	async open(target: string): Promise<string> {
		const { hostname, port } = new URL(target);
		const server = createServer((near) => {
			const far = connect(Number(port), hostname);
			for (const [end, other] of [
				[near, far],
				[far, near]
			] as const) {
				this.#ends.add(end);
				end.on('error', () => other.destroy());
				end.on('close', () => {
					this.#ends.delete(end);
					other.destroy();
				});
			}
			if (this.#isCut) near.destroy();
			else near.pipe(far).pipe(near);
		});
		server.unref();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	cut(): void {
		this.#isCut = true;
		for (const end of this.#ends) end.destroy();
	}

	mend(): void {
		this.#isCut = false;
	}
}

interface Desk {
	cable: Cable;
	connection: LiveConnection<{ seq: number }>;
	taken: number;
	last: number;
}

const desks: Desk[] = [];
let outOfOrder = 0;
let drops = 0;
let isDropping = true;

async function fetchSince(url: string, cookie: string, seq: number): Promise<SinceAnswer> {
	const input = encodeURIComponent(JSON.stringify({ seq }));
	const response = await fetch(`${url}/trpc/changes.since?input=${input}`, { headers: { cookie } });
	const body = (await response.json()) as { result: { data: SinceAnswer } };
	return body.result.data;
}

async function openDesk({ url: server, cookie }: DropStart, firstSeq: number): Promise<void> {
	const cable = new Cable();
	const url = await cable.open(server);
	return new Promise((resolve) => {
		const desk: Desk = { cable, taken: 0, last: firstSeq, connection: undefined as never };
		desk.connection = new LiveConnection({
			url,
			headers: { cookie },
			fetchSnapshot: () => Promise.resolve({ seq: firstSeq }),
			fetchSince: (seq) => fetchSince(url, cookie, seq),
			onSnapshot: () => undefined,
			onChanges: (changes) => {
				for (const { seq } of changes) {
					if (seq !== desk.last + 1) outOfOrder++;
					desk.last = seq;
					desk.taken++;
				}
			},
			onState: (state) => {
				if (state === 'live') resolve();
			},
			onContact: () => undefined,
			onSignedOut: () => console.error('signed out'),
			onTrouble: () => undefined
		});
		desks.push(desk);
		desk.connection.start();
	});
}

async function dropAgainAndAgain(desk: Desk): Promise<void> {
	await delay(Math.random() * 3_000);
	while (isDropping) {
		drops++;
		desk.cable.cut();
		await delay(2_000);
		desk.cable.mend();
		await delay(1_000 + Math.random() * 2_000);
	}
}

process.on(
	'message',
	(message: (DropStart & { seq: number }) | { kind: 'settle' } | { kind: 'read' } | { kind: 'stop' }) => {
		if (message.kind === 'start') {
			void Promise.all(Array.from({ length: message.desks }, () => openDesk(message, message.seq))).then(() => {
				for (const desk of desks) void dropAgainAndAgain(desk);
				process.send!({ kind: 'ready' });
			});
		} else if (message.kind === 'settle') isDropping = false;
		else if (message.kind === 'read') {
			process.send!({
				kind: 'report',
				taken: desks.map((desk) => desk.taken),
				last: desks.map((desk) => desk.last),
				outOfOrder,
				drops
			} satisfies DropReport);
		} else {
			for (const desk of desks) desk.connection.stop();
			process.disconnect();
		}
	}
);
