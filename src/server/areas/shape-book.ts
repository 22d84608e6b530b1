import type { MapShape } from '#domain/areas/map-shapes.ts';
import { JobThread } from '../threads/job-thread.ts';

const program = new URL('./shape-worker.ts', import.meta.url);
/** A province is a file a city; a busy machine takes seconds over it. */
const MOST_MS = 120_000;

/**
 * Shapes of areas anywhere in the country, for maps of statistics. The files are megabytes: a thread of its own reads
 * and simplifies them, and what it found is kept for the life of the process.
 */
export class ShapeBook {
	readonly #thread = new JobThread<string[], MapShape[]>(program, MOST_MS);
	/** Null where no file draws the area. */
	readonly #known = new Map<string, MapShape | null>();

	/** The shapes of areas, in the order of their codes; what no file draws is left out. */
	async find(codes: readonly string[]): Promise<MapShape[]> {
		const wanted = codes.filter((code) => !this.#known.has(code));
		if (wanted.length > 0) {
			const found = new Map((await this.#thread.do(wanted)).map((shape) => [shape.properties.code, shape]));
			for (const code of wanted) this.#known.set(code, found.get(code) ?? null);
		}
		return codes.flatMap((code) => this.#known.get(code) ?? []);
	}

	/** Ends the thread; what it was at fails. */
	stop(): Promise<void> {
		return this.#thread.stop();
	}
}
