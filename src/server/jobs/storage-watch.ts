import { statfs } from 'node:fs/promises';

interface StorageWatchOptions {
	/** Folders whose disks must have room: the data folder, and the database's own where that lies elsewhere. */
	folders: readonly string[];
	/** Free bytes on the disk of a folder. */
	measure?: (folder: string) => Promise<number>;
	/** Called when the disk becomes full or has room again. */
	onChange(isFull: boolean, freeBytes: number): void;
	onError(error: unknown): void;
}

const EVERY_MS = 1_000;
/** More than a second of the heaviest writing takes, so that PostgreSQL itself never meets the end of the disk. */
const LEAST_FREE_BYTES = 128 * 1_048_576;

async function freeOn(folder: string): Promise<number> {
	const { bavail, bsize } = await statfs(folder);
	return bavail * bsize;
}

/**
 * Watches the free space under the data folder. Below 128 MB the server refuses to save, clearly and before PostgreSQL
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
			const { folders, measure = freeOn } = this.#options;
			const free = Math.min(...(await Promise.all(folders.map(measure))));
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
