import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The line between a tablet and the server, which can be cut: nothing passes then, whoever asks. */
export class Line {
	readonly #target: URL;
	readonly #sockets = new Set<Socket>();
	#server: Server | null = null;
	#port = 0;

	private constructor(target: string) {
		this.#target = new URL(target);
	}

	static async to(target: string): Promise<Line> {
		const line = new Line(target);
		await line.restore();
		return line;
	}

	/** The server's address by this line. */
	url(host = '127.0.0.1'): string {
		return `http://${host}:${this.#port}`;
	}

	/** Breaks every connection and lets none in. */
	async cut(): Promise<void> {
		const server = this.#server;
		if (!server) return;
		this.#server = null;
		const closed = once(server, 'close');
		server.close();
		for (const socket of this.#sockets) socket.destroy();
		await closed;
	}

	async restore(): Promise<void> {
		if (this.#server) return;
		this.#server = createServer((near) => {
			const far = connect(Number(this.#target.port), this.#target.hostname);
			for (const [socket, other] of [
				[near, far],
				[far, near]
			] as const) {
				this.#sockets.add(socket);
				socket.on('error', () => other.destroy());
				socket.on('close', () => {
					this.#sockets.delete(socket);
					other.destroy();
				});
				socket.pipe(other);
			}
		});
		this.#server.listen(this.#port, '127.0.0.1');
		await once(this.#server, 'listening');
		this.#port = (this.#server.address() as AddressInfo).port;
	}
}
