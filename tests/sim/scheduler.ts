interface Event {
	at: number;
	order: number;
	act: () => void | Promise<void>;
}

/** Lets everything go on that waits for nothing but its turn. */
const quiet = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * The clock of a run, which stands still while something happens and then jumps to what comes next. One thing happens
 * at a time, so that a seed alone decides the order.
 */
export class Scheduler {
	now: number;
	#events: Event[] = [];
	#order = 0;

	constructor(now: number) {
		this.now = now;
	}

	/** Does something after a while; gives the way to call it off. */
	after(ms: number, act: Event['act']): () => void {
		const event = { at: this.now + Math.max(0, ms), order: this.#order++, act };
		this.#put(event);
		return () => {
			const place = this.#events.indexOf(event);
			if (place >= 0) this.#events.splice(place, 1);
		};
	}

	/** Lets things happen until `isEnough`, or until nothing is left to happen. */
	async run(isEnough: () => boolean): Promise<void> {
		await quiet();
		for (let event; !isEnough() && (event = this.#events.pop());) {
			this.now = Math.max(this.now, event.at);
			await event.act();
			await quiet();
		}
	}

	/** The soonest event stands last. */
	#put(event: Event): void {
		let [low, high] = [0, this.#events.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			const other = this.#events[middle]!;
			const isLater = other.at > event.at || (other.at === event.at && other.order > event.order);
			if (isLater) low = middle + 1;
			else high = middle;
		}
		this.#events.splice(low, 0, event);
	}
}
