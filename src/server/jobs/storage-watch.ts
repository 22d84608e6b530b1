import { statfs } from 'node:fs/promises';

interface StorageWatchOptions {
	folder: string;
	/** Called when the disk becomes full or has room again. */
	onChange(isFull: boolean, freeBytes: number): void;
	onError(error: unknown): void;
}

const EVERY_MS = 5_000;
const LEAST_FREE_BYTES = 64 * 1_048_576;

/**
 * Watches the free space under the data folder. Below 64 MB the server refuses to save, clearly and before PostgreSQL
 * runs into the wall; reading goes on. With a PostgreSQL on another machine its own answer tells.
 */
export class StorageWatch {
	#isFull = false;
	#timer: NodeJS.Timeout | undefined;
	readonly #options: StorageWatchOptions;

	constructor(options: StorageWatchOptions) {
		this.#options = options;
	}

	get isFull(): boolean {
		return this.#isFull;
	}

	async start(): Promise<void> {
		await this.check();
		this.#timer = setInterval(() => void this.check(), EVERY_MS);
		this.#timer.unref();
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	async check(): Promise<void> {
		try {
			const { bavail, bsize } = await statfs(this.#options.folder);
			const free = bavail * bsize;
			const isFull = free < LEAST_FREE_BYTES;
			if (isFull !== this.#isFull) {
				this.#isFull = isFull;
				this.#options.onChange(isFull, free);
			}
		} catch (error) {
			this.#options.onError(error);
		}
	}
}
