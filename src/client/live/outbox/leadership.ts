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
	/** The request by which this tab leads; null while it does not. */
	#leadingBy: object | null = null;
	#isInLine = false;
	#release: () => void = () => undefined;

	constructor(name: string, acts: Acts) {
		this.#name = name;
		this.#acts = acts;
	}

	get isLeading(): boolean {
		return this.#leadingBy !== null;
	}

	start(): void {
		// Browsers leave `locks` out where the connection is not secure.
		if (!('locks' in navigator)) {
			this.#leadingBy = {};
			return this.#acts.lead();
		}
		document.addEventListener('visibilitychange', this.#whenInFront, { signal: this.#stopped.signal });
		if (document.visibilityState === 'visible') this.#whenInFront();
		else this.#standInLine();
	}

	stop(): void {
		this.#stopped.abort();
		this.#leadingBy = null;
		this.#release();
	}

	readonly #whenInFront = () => {
		if (document.visibilityState === 'visible' && !this.isLeading) this.#ask({ steal: true });
	};

	#standInLine(): void {
		if (this.#isInLine) return;
		this.#isInLine = true;
		this.#ask({ signal: this.#stopped.signal });
	}

	#ask(how: LockOptions): void {
		if (this.#stopped.signal.aborted) return;
		const request = {};
		navigator.locks
			.request(this.#name, how, () => {
				if (!how.steal) this.#isInLine = false;
				return this.#hold(request);
			})
			.catch((error: unknown) => this.#whenTaken(error, request));
	}

	#hold(request: object): Promise<void> | undefined {
		if (this.#stopped.signal.aborted) return undefined;
		this.#leadingBy = request;
		this.#acts.lead();
		return new Promise((resolve) => (this.#release = resolve));
	}

	/** A tab that came to the front took the lead (this one too, from itself), or this one is stopping. */
	#whenTaken(error: unknown, request: object): void {
		if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
		if (this.#stopped.signal.aborted || this.#leadingBy !== request) return;
		this.#leadingBy = null;
		this.#acts.follow();
		this.#standInLine();
	}
}
