/** Held, shared, by every page of this browser where something is unfinished: other pages see it. */
const LOCK = 'anlan.unfinished';
/** What is chosen by pressing counts as typed. */
const CHOICE = 'button[aria-pressed], [role="radio"], [role="checkbox"]';

/**
 * Whether somebody is in the middle of something on this page: typed or chosen and not yet saved, or being saved. The
 * page is not to be loaded anew meanwhile.
 */
class Unfinished {
	#isTyped = $state(false);
	#saving = $state(0);
	#release: (() => void) | null = null;

	/** Something is typed and not saved, or is being saved. */
	get isSo(): boolean {
		return this.#isTyped || this.#saving > 0;
	}

	/** Watches the page for typing until the returned function is called. */
	watch(): () => void {
		const onInput = ({ target }: Event) => {
			if (target instanceof HTMLInputElement && target.type === 'search') return;
			this.#isTyped = true;
			this.#hold();
		};
		const onClick = (event: Event) => {
			if (event.target instanceof Element && event.target.closest(CHOICE)) onInput(event);
		};
		document.addEventListener('input', onInput, true);
		document.addEventListener('click', onClick, true);
		return () => {
			document.removeEventListener('input', onInput, true);
			document.removeEventListener('click', onClick, true);
		};
	}

	/** What was typed is saved, or was left by the one who typed it. */
	finish(): void {
		this.#isTyped = false;
		this.#letGo();
	}

	/** While this is under way something is being saved; once it is, nothing is unfinished. */
	async whileSaving<T>(work: Promise<T>): Promise<T> {
		this.#saving += 1;
		this.#hold();
		try {
			const result = await work;
			this.#isTyped = false;
			return result;
		} finally {
			this.#saving -= 1;
			this.#letGo();
		}
	}

	/** Whether something is unfinished on any page of this browser. */
	async isAnywhere(): Promise<boolean> {
		if (this.isSo) return true;
		// Browsers leave `locks` out where the connection is not secure; each page then speaks for itself.
		if (!('locks' in navigator)) return false;
		const { held = [] } = await navigator.locks.query();
		return held.some(({ name }) => name === LOCK);
	}

	#hold(): void {
		if (this.#release || !('locks' in navigator)) return;
		const done = new Promise<void>((resolve) => (this.#release = resolve));
		void navigator.locks.request(LOCK, { mode: 'shared' }, () => done);
	}

	#letGo(): void {
		if (this.isSo) return;
		this.#release?.();
		this.#release = null;
	}
}

/** The one of this page. */
export const unfinished = new Unfinished();
