import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 10_000;

/** The present moment for ages on screen (ms since 1970), renewed every ten seconds while something shows it. */
class Clock {
	readonly #subscribe = createSubscriber((update) => {
		const timer = setInterval(update, TICK_MS);
		return () => clearInterval(timer);
	});

	get now(): number {
		this.#subscribe();
		return Date.now();
	}
}

export const clock = new Clock();
