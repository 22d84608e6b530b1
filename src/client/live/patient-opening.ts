import { ProblemError } from '#domain/shared/problems.ts';

/** A database that does not answer must not keep the page from opening, nor anybody waiting for “saved”. */
export const PATIENCE_MS = 8_000;
/** So long it is not asked again, or each step of opening the page would wait anew. */
const REST_MS = 30_000;

/** The database did not answer in time. What it keeps is there still, but nobody can tell what. */
export class DatabaseSilent extends ProblemError {
	constructor() {
		super('deviceStorageTrouble');
		this.name = 'DatabaseSilent';
	}
}

/** Opens a database once for all who need it, and waits for it only so long. */
export class PatientOpening<D extends { close(): void }> {
	readonly #open: (onClosed: () => void) => Promise<D>;
	#opened: Promise<D> | null = null;
	#restsUntil = 0;

	/** @param open opens the database; `onClosed` when it may no longer be used */
	constructor(open: (onClosed: () => void) => Promise<D>) {
		this.#open = open;
	}

	/** The database; `DatabaseSilent` where it does not answer, until it does or is asked again after a while. */
	get(): Promise<D> {
		if (this.#opened) return this.#opened;
		if (performance.now() < this.#restsUntil) return Promise.reject(new DatabaseSilent());
		return (this.#opened = this.#begin());
	}

	/** It opened, but answers nothing any more: it is not asked again for a while, and then opened anew. */
	leave(database: D): void {
		this.#restsUntil = performance.now() + REST_MS;
		this.#opened = null;
		database.close();
	}

	#begin(): Promise<D> {
		let isGivenUp = false;
		const forget = () => {
			if (this.#opened === begun) this.#opened = null;
		};
		const begun = new Promise<D>((resolve, reject) => {
			const timer = setTimeout(() => {
				isGivenUp = true;
				this.#restsUntil = performance.now() + REST_MS;
				forget();
				reject(new DatabaseSilent());
			}, PATIENCE_MS);
			const answered = () => {
				clearTimeout(timer);
				this.#restsUntil = 0;
			};
			this.#open(forget).then(
				(database) => {
					answered();
					// It comes late: nobody holds this one, and the next who asks opens anew.
					if (isGivenUp) database.close();
					else resolve(database);
				},
				(error: Error) => {
					answered();
					forget();
					reject(error);
				}
			);
		});
		return begun;
	}
}
