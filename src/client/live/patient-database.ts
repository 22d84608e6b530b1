import { DatabaseSilent, PATIENCE_MS } from './patient-opening.ts';

/** A timer that comes so much later than it was set for means that the device was asleep, not the database. */
const ASLEEP_MS = 2_000;

interface Waiting {
	giveUp: (error: DatabaseSilent) => void;
}

/**
 * A database whose every answer is waited for only so long: once it has said nothing at all for that time while something
 * was asked, all that is asked fails with `DatabaseSilent`, and its transactions are taken back as far as they can be, so
 * that nothing is written later which was called not kept.
 *
 * @param onSilent told when that happened
 */
export function patientDatabase<D extends object>(database: D, onSilent: () => void): D {
	return patiently(database, new Patience(onSilent), undefined) as D;
}

class Patience {
	readonly #onSilent: () => void;
	readonly #waiting = new Set<Waiting>();
	#lastAnswer = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(onSilent: () => void) {
		this.#onSilent = onSilent;
	}

	/** What the promise says, or `DatabaseSilent`; then the transaction that it belongs to is taken back. */
	wait<T>(promise: Promise<T>, transaction: IDBTransaction | undefined): Promise<T> {
		return new Promise<T>((resolve, reject) => {
			const waiting: Waiting = {
				giveUp: (error) => {
					takeBack(transaction);
					reject(error);
				}
			};
			this.#begin(waiting);
			promise.then(
				(value) => {
					this.#end(waiting);
					resolve(value);
				},
				(error: Error) => {
					this.#end(waiting);
					reject(error);
				}
			);
		});
	}

	#begin(waiting: Waiting): void {
		if (this.#waiting.size === 0) this.#lastAnswer = performance.now();
		this.#waiting.add(waiting);
		this.#timer ??= this.#look(PATIENCE_MS);
	}

	#end(waiting: Waiting): void {
		this.#lastAnswer = performance.now();
		this.#waiting.delete(waiting);
		if (this.#waiting.size > 0) return;
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#look(after: number): ReturnType<typeof setTimeout> {
		const due = performance.now() + after;
		return setTimeout(() => {
			const now = performance.now();
			if (now > due + ASLEEP_MS) this.#lastAnswer = now;
			const left = this.#lastAnswer + PATIENCE_MS - now;
			if (left > 0) {
				this.#timer = this.#look(left);
				return;
			}
			this.#timer = undefined;
			const waiting = [...this.#waiting];
			this.#waiting.clear();
			for (const { giveUp } of waiting) giveUp(new DatabaseSilent());
			this.#onSilent();
		}, after);
	}
}

function takeBack(transaction: IDBTransaction | undefined): void {
	if (!transaction) return;
	// That it was taken back is no news to anybody: who waits for it is told `DatabaseSilent`.
	if ('done' in transaction && transaction.done instanceof Promise) transaction.done.catch(() => undefined);
	try {
		transaction.abort();
	} catch (error) {
		// It has come to its end meanwhile.
		if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
	}
}

/** The same, with every promise that it gives waited for so; rows and keys as they are. */
function patiently(value: unknown, patience: Patience, transaction: IDBTransaction | undefined): unknown {
	if (value instanceof Promise) return patience.wait(value, transaction);
	if (value instanceof IDBTransaction) return proxyOf(value, patience, value);
	const isPart = value instanceof IDBDatabase || value instanceof IDBObjectStore || value instanceof IDBIndex;
	return isPart ? proxyOf(value, patience, transaction) : value;
}

function proxyOf(part: object, patience: Patience, transaction: IDBTransaction | undefined): object {
	return new Proxy(part, {
		get(target, name) {
			const value: unknown = Reflect.get(target, name, target);
			if (typeof value !== 'function') return patiently(value, patience, transaction);
			return (...given: unknown[]) => patiently(Reflect.apply(value, target, given), patience, transaction);
		}
	});
}
