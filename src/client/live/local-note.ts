/** Where a note says that it is about nobody. */
export const NOBODY = '-';

/**
 * A note in local storage that stands above what the database says, for when the database cannot be asked: who is not to
 * look signed in must not do so then either.
 */
export class LocalNote {
	readonly #key: string;

	constructor(key: string) {
		this.#key = key;
	}

	read(): string | null {
		try {
			return localStorage.getItem(this.#key);
		} catch {
			// Storage may be forbidden: then the database alone knows.
			return null;
		}
	}

	/** Writes the note; null takes it away. */
	write(text: string | null): void {
		try {
			if (text === null) localStorage.removeItem(this.#key);
			else localStorage.setItem(this.#key, text);
		} catch {
			// Forbidden, as above.
			return;
		}
	}
}
