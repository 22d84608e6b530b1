import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A line to the server that may lose every sending of the outbox, and may say that the pages have a newer version. */
export class VersionLine {
	readonly #target: URL;
	readonly #agent = new Agent({ keepAlive: true });
	readonly #sockets = new Set<Socket>();
	readonly #server: Server;
	/** No sending of the outbox gets through. */
	losesSendings = false;
	/** The server has a newer version of the pages. */
	isNewer = false;

	private constructor(target: string) {
		this.#target = new URL(target);
		this.#server = createServer((asked, answer) => void this.#carry(asked, answer));
		this.#server.on('upgrade', (asked: IncomingMessage, near: Socket, head: Buffer) => this.#join(asked, near, head));
		this.#server.on('connection', (socket) => {
			this.#sockets.add(socket);
			socket.on('close', () => this.#sockets.delete(socket));
		});
	}

	static async to(target: string): Promise<VersionLine> {
		const line = new VersionLine(target);
		line.#server.listen(0, '127.0.0.1');
		await once(line.#server, 'listening');
		return line;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
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
		if (this.losesSendings && asked.url?.startsWith('/trpc/sync.push')) return void answer.destroy();
		const came = await this.#forward(asked, body);
		if (!came) return void answer.destroy();
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
