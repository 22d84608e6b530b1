import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What becomes of a sending on a bad line. */
type Fate = 'passes' | 'isLost' | 'answerIsLost' | 'comesTwice' | 'comesAgainLater';
const FATES: readonly Fate[] = ['passes', 'isLost', 'answerIsLost', 'comesTwice', 'comesAgainLater'];
const LONGEST_MS = 800;

/** A line to the server on which sendings get lost, late, doubled and out of order, as the dice say; the rest passes. */
export class StormLine {
	readonly #target: URL;
	readonly #random: () => number;
	readonly #agent = new Agent({ keepAlive: true });
	readonly #sockets = new Set<Socket>();
	readonly #late: Promise<unknown>[] = [];
	readonly #server: Server;
	#isCalm = false;
	/** What becomes of every sending, whatever the dice say. */
	always: Fate | null = null;
	/** The server has a newer version of the pages. */
	isNewer = false;
	/** How often each fate befell a sending. */
	readonly fates: Record<Fate, number> = { passes: 0, isLost: 0, answerIsLost: 0, comesTwice: 0, comesAgainLater: 0 };

	private constructor(target: string, random: () => number) {
		this.#target = new URL(target);
		this.#random = random;
		this.#server = createServer((asked, answer) => void this.#carry(asked, answer));
		this.#server.on('upgrade', (asked: IncomingMessage, near: Socket, head: Buffer) => this.#join(asked, near, head));
		this.#server.on('connection', (socket) => {
			this.#sockets.add(socket);
			socket.on('close', () => this.#sockets.delete(socket));
		});
	}

	static async to(target: string, random: () => number): Promise<StormLine> {
		const line = new StormLine(target, random);
		line.#server.listen(0, '127.0.0.1');
		await once(line.#server, 'listening');
		return line;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	/** From now on everything passes; resolves once what was late has come. */
	async calm(): Promise<void> {
		this.#isCalm = true;
		await Promise.all(this.#late);
	}

	async close(): Promise<void> {
		for (const socket of this.#sockets) socket.destroy();
		this.#agent.destroy();
		this.#server.close();
		await once(this.#server, 'close');
	}

	async #carry(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
		const parts: Buffer[] = [];
		for await (const part of asked) parts.push(part as Buffer);
		const body = Buffer.concat(parts);
		const isSending = asked.url?.startsWith('/trpc/sync.push') === true && !this.#isCalm;
		const fate = isSending ? (this.always ?? FATES[Math.floor(this.#random() * FATES.length)]!) : 'passes';
		if (isSending) {
			this.fates[fate] += 1;
			await wait(this.#random() * LONGEST_MS);
		}
		if (fate === 'isLost') return void answer.destroy();
		const forward = () => this.#forward(asked, body);
		if (fate === 'comesTwice') await forward();
		if (fate === 'comesAgainLater') this.#late.push(wait(this.#random() * LONGEST_MS * 4).then(forward));
		const came = await forward();
		if (fate === 'answerIsLost' || !came) return void answer.destroy();
		answer.writeHead(came.status, came.headers).end(came.body);
	}

	async #forward(asked: IncomingMessage, body: Buffer) {
		const { method, url: path } = asked;
		const isWorker = path === '/service-worker.js';
		const { 'accept-encoding': encoding, 'if-none-match': _known, ...others } = asked.headers;
		const headers = isWorker || !encoding ? others : { ...others, 'accept-encoding': encoding };
		const { hostname, port } = this.#target;
		const sent = request({ agent: this.#agent, hostname, port, method, path, headers });
		try {
			sent.end(body);
			const [answer] = (await once(sent, 'response')) as [IncomingMessage];
			const parts: Buffer[] = [];
			for await (const part of answer) parts.push(part as Buffer);
			if (isWorker && this.isNewer) parts.push(Buffer.from('\n// newer'));
			const { 'transfer-encoding': _, 'content-length': _size, ...kept } = answer.headers;
			return { status: answer.statusCode ?? 502, headers: kept, body: Buffer.concat(parts) };
		} catch (error) {
			// The server was not reached: the browser gets no answer either.
			if ((error as NodeJS.ErrnoException).code) return null;
			throw error;
		}
	}

	#join({ method, url, headers }: IncomingMessage, near: Socket, head: Buffer): void {
		const far = connect(Number(this.#target.port), this.#target.hostname);
		const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
		far.write(`${method} ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
		far.write(head);
		for (const [socket, other] of [
			[near, far],
			[far, near]
		] as const) {
			socket.on('error', () => other.destroy());
			socket.on('close', () => other.destroy());
			socket.pipe(other);
		}
	}
}
