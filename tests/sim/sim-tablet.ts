import { createHash } from 'node:crypto';
import { OutboxEngine } from '#client/live/outbox/engine.ts';
import type { KeptOperation, OutboxStorage } from '#client/live/outbox/storage.ts';
import type { Network } from './network.ts';
import type { Scheduler } from './scheduler.ts';
import type { Seeded } from './seeded.ts';
import type { Post } from './stage.ts';
import { TabletDisk } from './tablet-disk.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** At each step of its work with the disk or the network a tablet may be killed: before it, or when it is done. */
const KILLED_AT_A_STEP = 0.002;

/** What a tablet needs of the run. */
export interface Surroundings {
	scheduler: Scheduler;
	network: Network;
	note: (words: string) => void;
	/** Something that must not happen did. */
	fault: (words: string) => void;
}

/** From a start of the page to its death. What is awaited when it dies never comes, done or not done. */
class Life {
	isOver = false;
}

/** An operation that was called saved on this tablet. */
export interface Saved {
	operationId: string;
	queueId: string;
	sequence: number;
}

/** A tablet with the real engine, whose clock, network and death are the run's. */
export class SimTablet {
	readonly name: string;
	readonly post: Post;
	readonly disk: TabletDisk;
	/** What was promised: the screen said “saved on this device”. */
	readonly saved: Saved[] = [];
	/** Queues that went with their storage. */
	readonly lostQueues = new Set<string>();
	/** Where a network is. */
	hasNetwork = true;
	/** In the end nobody kills it any more. */
	isSafe = false;
	/** Told when the storage is gone, and what was remembered with it. */
	onCleared: () => void = () => undefined;
	engine: OutboxEngine | null = null;
	readonly #around: Surroundings;
	readonly #seeded: Seeded;
	#deviceId: string;
	#life = new Life();
	#skew: number;
	#lastTime = 0;

	constructor(name: string, post: Post, seeded: Seeded, around: Surroundings) {
		this.name = name;
		this.post = post;
		this.#seeded = seeded;
		this.#around = around;
		this.#deviceId = this.newId();
		this.#skew = seeded.chance(0.3) ? seeded.whole(-48, 48) * HOUR : seeded.whole(-90, 90) * SECOND;
		this.disk = new TabletDisk(() => ({
			queueId: this.newId(),
			deviceId: this.#deviceId,
			assigned: 0,
			contact: null
		}));
	}

	get deviceId(): string {
		return this.#deviceId;
	}

	get isAlive(): boolean {
		return this.engine !== null;
	}

	/** What its clock says: wrong, but never the same twice. */
	time(): number {
		const { now } = this.#around.scheduler;
		return (this.#lastTime = Math.max(this.#lastTime + 1, now + this.#skew));
	}

	newId(): string {
		return this.#seeded.id(this.#around.scheduler.now);
	}

	/** The page opens, and sends what waits. */
	start(): void {
		const life = (this.#life = new Life());
		const { scheduler, network } = this.#around;
		const engine = new OutboxEngine({
			storage: this.#mortal(life),
			push: (input) => {
				const letter = { deviceId: input.deviceId, cookie: this.post.cookie, body: JSON.stringify(input) };
				return this.#through(life, () => network.send(letter, this.name, () => this.hasNetwork));
			},
			now: () => new Date(this.time()),
			random: () => this.#seeded.next(),
			newId: () => this.newId(),
			hash: async (text) => createHash('sha256').update(text).digest('base64url'),
			later: (ms, act) => scheduler.after(ms, () => (life.isOver ? undefined : act())),
			onChanged: () => undefined,
			onStatus: () => undefined,
			onTrouble: (error) => this.#around.fault(`${this.name}: the engine met ${String(error)}`)
		});
		this.engine = engine;
		engine.startSending();
	}

	/** Does something with the engine as long as the page lives; what was refused outright is a fault of the run. */
	act(work: (engine: OutboxEngine) => Promise<KeptOperation | void>): void {
		const life = this.#life;
		if (!this.engine) return;
		work(this.engine).then(
			(operation) => {
				const queue = this.disk.present;
				if (!operation || life.isOver || !queue) return;
				this.saved.push({
					operationId: operation.operationId,
					queueId: queue.queueId,
					sequence: operation.sequence
				});
			},
			(error: unknown) => this.#around.fault(`${this.name}: ${String(error)}`)
		);
	}

	/** The page dies: with it the engine, and by a power cut what was not yet on the disk. */
	kill(): void {
		if (!this.engine) return;
		this.#life.isOver = true;
		this.engine = null;
		const isPowerCut = this.#seeded.chance(0.5);
		if (isPowerCut) this.disk.cutPower();
		const fate = this.#seeded.chance(0.12) ? this.#seeded.among(['cleared', 'wiped'] as const) : 'kept';
		if (fate !== 'kept') this.#clear(fate);
		this.#around.note(`${this.name} killed, storage ${fate}`);
		this.#around.scheduler.after(this.#seeded.until(60 * SECOND), () => this.start());
	}

	/** The storage goes; when the browser's data is wiped, so does the id of the device. */
	#clear(fate: 'cleared' | 'wiped'): void {
		if (this.disk.present) this.lostQueues.add(this.disk.present.queueId);
		this.disk.clear();
		if (fate === 'wiped') this.#deviceId = this.newId();
		this.onCleared();
	}

	#mortal(life: Life): OutboxStorage {
		return new Proxy<OutboxStorage>(this.disk, {
			get: (disk, name: keyof OutboxStorage) => {
				const method = disk[name].bind(disk) as (...given: unknown[]) => Promise<unknown>;
				return (...given: unknown[]) => this.#through(life, () => method(...given));
			}
		});
	}

	async #through<T>(life: Life, step: () => Promise<T>): Promise<T> {
		const never = new Promise<never>(() => undefined);
		const mayDie = () => {
			if (!life.isOver && !this.isSafe && this.#seeded.chance(KILLED_AT_A_STEP)) this.kill();
			return life.isOver;
		};
		if (mayDie()) return never;
		const result = await step();
		return mayDie() ? never : result;
	}
}
