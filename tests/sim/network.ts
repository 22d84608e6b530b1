import { problem } from '#domain/shared/problems.ts';
import { refuse, type Result } from '#domain/shared/result.ts';
import type { PushAnswer } from '#domain/sync/push.ts';
import type { County, Letter } from './county.ts';
import type { Scheduler } from './scheduler.ts';
import type { Seeded } from './seeded.ts';

type Answer = Result<PushAnswer>;

/** What becomes of a request: how often of a hundred. */
const FATES = { arrives: 66, requestLost: 9, answerLost: 9, twice: 8, late: 8 };

const SECOND = 1_000;
/** A tablet gives up waiting after this. */
const PATIENCE = 20 * SECOND;
/** Requests that reach the county within this time of each other are there at the same moment. */
const SAME_MOMENT = 2 * SECOND;
const MOST_AT_ONCE = 8;

interface Waiting {
	letter: Letter;
	/** Told what the county said, when it was still to be told. */
	tell: (answer: Answer) => void;
}

/** The lines between the tablets and the county: they lose, delay, repeat and reorder what is sent. */
export class Network {
	/** From now on nothing is lost. */
	isGood = false;
	/** Letters on their way. */
	underway = 0;
	/** Requests that reached the county. */
	delivered = 0;
	/** When set, the server is killed so many ms (of the real clock) after the next requests have reached it. */
	killAfter: number | null = null;
	readonly #seeded: Seeded;
	readonly #scheduler: Scheduler;
	readonly #county: County;
	readonly #note: (words: string) => void;
	#arrived: Waiting[] = [];

	constructor(seeded: Seeded, scheduler: Scheduler, county: County, note: (words: string) => void) {
		this.#seeded = seeded;
		this.#scheduler = scheduler;
		this.#county = county;
		this.#note = note;
	}

	/** Sends a request. `isReached` tells whether the tablet has a network when the answer comes. */
	send(letter: Letter, name: string, isReached: () => boolean): Promise<Answer> {
		return new Promise((resolve) => {
			const giveUp = () => resolve(refuse(problem('notConnected')));
			if (!isReached()) {
				this.#scheduler.after(this.#seeded.whole(10, 3 * SECOND), giveUp);
				return;
			}
			const fate = this.isGood ? 'arrives' : this.#seeded.weighted(FATES);
			if (fate !== 'arrives') this.#note(`${name} ${fate}`);
			this.#scheduler.after(PATIENCE, giveUp);
			if (fate === 'requestLost') return;
			const tell = (answer: Answer) => {
				if (fate !== 'answerLost' && isReached()) resolve(answer);
			};
			const latency = fate === 'late' ? this.#seeded.whole(15, 600) * SECOND : this.#latency();
			this.#post({ letter, tell }, latency);
			if (fate === 'twice') this.#post({ letter, tell: () => undefined }, this.#seeded.whole(0, 600) * SECOND);
		});
	}

	#latency(): number {
		return this.#seeded.chance(0.1) ? this.#seeded.whole(2, 15) * SECOND : this.#seeded.whole(20, 800);
	}

	#post(waiting: Waiting, latency: number): void {
		this.underway += 1;
		this.#scheduler.after(latency, () => {
			this.#arrived.push(waiting);
			if (this.#arrived.length > 1) return;
			this.#scheduler.after(this.#seeded.whole(0, SAME_MOMENT), () => this.#deliver());
		});
	}

	/** Everything that has arrived meanwhile reaches the server at once, in an order of its own. */
	async #deliver(): Promise<void> {
		const all = this.#seeded.some(this.#arrived, MOST_AT_ONCE);
		this.#arrived = this.#arrived.filter((waiting) => !all.includes(waiting));
		if (this.#arrived.length > 0) this.#scheduler.after(SAME_MOMENT, () => this.#deliver());
		this.delivered += all.length;
		const answers = Promise.all(all.map(({ letter }) => this.#county.take(letter)));
		if (this.killAfter !== null && this.#county.isUp) {
			const wait = this.killAfter;
			this.killAfter = null;
			await new Promise((resolve) => setTimeout(resolve, wait));
			await this.#county.kill();
		}
		for (const [at, answer] of (await answers).entries()) {
			this.underway -= 1;
			this.#scheduler.after(this.#latency(), () => all[at]!.tell(answer));
		}
	}
}
