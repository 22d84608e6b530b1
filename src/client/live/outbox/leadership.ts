interface Acts {
	/** This tab is the one that sends. */
	lead(): void;
	/** Another tab is. */
	follow(): void;
}

/**
 * One of a browser's tabs leads: the one in front, or where that is closed or killed the next in line. Where the browser
 * has no locks every tab leads; the county takes what arrives twice once.
 */
export class Leadership {
	readonly #name: string;
	readonly #acts: Acts;
	readonly #stopped = new AbortController();
	#isLeading = false;
	#isInLine = false;
	#release: () => void = () => undefined;

	constructor(name: string, acts: Acts) {
		this.#name = name;
		this.#acts = acts;
	}

	get isLeading(): boolean {
		return this.#isLeading;
	}

	start(): void {
		// Browsers leave `locks` out where the connection is not secure.
		if (!('locks' in navigator)) {
			this.#isLeading = true;
			return this.#acts.lead();
		}
		document.addEventListener('visibilitychange', this.#whenInFront, { signal: this.#stopped.signal });
		this.#standInLine();
		this.#whenInFront();
	}

	stop(): void {
		this.#stopped.abort();
		this.#release();
		this.#isLeading = false;
	}

	readonly #whenInFront = () => {
		if (document.visibilityState !== 'visible' || this.#isLeading || this.#stopped.signal.aborted) return;
		navigator.locks.request(this.#name, { steal: true }, () => this.#hold()).catch(this.#whenTaken);
	};

	#standInLine(): void {
		if (this.#isInLine || this.#stopped.signal.aborted) return;
		this.#isInLine = true;
		navigator.locks
			.request(this.#name, { signal: this.#stopped.signal }, () => {
				this.#isInLine = false;
				return this.#hold();
			})
			.catch(this.#whenTaken);
	}

	#hold(): Promise<void> | undefined {
		if (this.#stopped.signal.aborted) return undefined;
		this.#isLeading = true;
		this.#acts.lead();
		return new Promise((resolve) => (this.#release = resolve));
	}

	/** The tab that came to the front took the lead, or this one is stopping. */
	readonly #whenTaken = (error: unknown) => {
		if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
		if (this.#stopped.signal.aborted) return;
		this.#isLeading = false;
		this.#acts.follow();
		this.#standInLine();
	};
}
