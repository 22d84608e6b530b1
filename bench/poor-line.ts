import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface PoorLineOptions {
	/** Bits a second, each way. */
	bitsPerSecond: number;
	/** The share of packets that is lost. */
	loss: number;
	/** How many times faster everything goes than in life. */
	speed?: number;
	random?: () => number;
}

const PACKET = 1_400;
/** What headers add to a packet. */
const OVERHEAD = 40;
const LATENCY_MS = 60;
/** A lost packet is sent again after this, twice as late each time it is lost again, as TCP does it. */
const RESEND_MS = 300;
const LONGEST_RESEND_MS = 10_000;
/** Where one packet was lost this often in a row, the connection breaks. */
const BREAKS_AFTER = 8;

/** A way to the server like a bad mobile network: slow, and packets get lost, each holding up what comes after it. */
export class PoorLine {
	readonly #options: Required<PoorLineOptions>;
	readonly #target: URL;
	readonly #ends = new Set<Socket>();
	readonly #server: Server;
	/** When each way is free again, on the machine's clock. */
	readonly #free = { up: 0, down: 0 };

	constructor(target: string, options: PoorLineOptions) {
		this.#options = { speed: 1, random: Math.random, ...options };
		this.#target = new URL(target);
		this.#server = createServer((near) => this.#join(near));
	}

	/** Opens the line; resolves with its address. */
	async open(): Promise<string> {
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	close(): void {
		this.#server.close();
		for (const end of this.#ends) end.destroy();
	}

	#join(near: Socket): void {
		const far = connect(Number(this.#target.port), this.#target.hostname);
		for (const [end, other] of [
			[near, far],
			[far, near]
		] as const) {
			this.#ends.add(end);
			end.setNoDelay(true);
			end.on('error', () => other.destroy());
			end.on('close', () => {
				this.#ends.delete(end);
				other.destroy();
			});
		}
		void this.#carry(near, far, 'up');
		void this.#carry(far, near, 'down');
	}

	/** Carries one direction of a connection, packet by packet. */
	async #carry(from: Socket, to: Socket, way: 'up' | 'down'): Promise<void> {
		try {
			for await (const chunk of from as AsyncIterable<Buffer>)
				for (let at = 0; at < chunk.length; at += PACKET) {
					const packet = chunk.subarray(at, at + PACKET);
					if (!(await this.#transmit(packet.length, way))) return void to.destroy();
					if (!to.write(packet)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
				}
			to.end();
		} catch {
			// One end went away in the middle: so does the other.
			to.destroy();
		}
	}

	/** Waits until a packet is through; false when it never is. */
	async #transmit(bytes: number, way: 'up' | 'down'): Promise<boolean> {
		const { bitsPerSecond, loss, speed, random } = this.#options;
		const airtime = (((bytes + OVERHEAD) * 8) / bitsPerSecond / speed) * 1_000;
		for (let tries = 1; tries <= BREAKS_AFTER; tries++) {
			const now = performance.now();
			this.#free[way] = Math.max(this.#free[way], now) + airtime;
			await delay(this.#free[way] - now);
			if (random() >= loss) {
				if (tries > 1) await delay(LATENCY_MS / speed);
				return true;
			}
			await delay(Math.min(LONGEST_RESEND_MS, RESEND_MS * 2 ** (tries - 1)) / speed);
		}
		return false;
	}
}
