import type { ImportProgress } from '#domain/people/import-people.ts';

interface UnderWay {
	accountId: string;
	/** Null while it waits for its turn. */
	rows: number | null;
}

/**
 * The registers that are being read or taken in. One at a time, the others wait for their turn: each may take a
 * hundred megabytes and all of a processor. What is known of one is how many rows were done, and whose it is.
 */
export class ImportsUnderWay {
	readonly #underWay = new Map<string, UnderWay>();
	#last: Promise<unknown> = Promise.resolve();

	/**
	 * Does the work in its turn; it tells how many rows are done, by which its progress can be asked for.
	 *
	 * @param afterwards what follows when it is done: the next waits for it, the answer does not. It never fails
	 */
	async take<T>(
		progressId: string,
		accountId: string,
		work: (tell: (rows: number) => void) => Promise<T>,
		afterwards: () => Promise<void> = () => Promise.resolve()
	): Promise<T> {
		const own: UnderWay = { accountId, rows: null };
		this.#underWay.set(progressId, own);
		const before = this.#last;
		const done = before.then(async () => {
			own.rows = 0;
			return work((rows) => (own.rows = rows));
		});
		// Whoever comes next waits for the end, whatever it is; the failure is told to the one who asked.
		this.#last = done.then(afterwards, () => undefined);
		try {
			return await done;
		} finally {
			if (this.#underWay.get(progressId) === own) this.#underWay.delete(progressId);
		}
	}

	/** How far it is; null when this account has none of this id under way. */
	progressOf(progressId: string, accountId: string): ImportProgress | null {
		const found = this.#underWay.get(progressId);
		if (found?.accountId !== accountId) return null;
		return { isWaiting: found.rows === null, rows: found.rows ?? 0 };
	}
}
