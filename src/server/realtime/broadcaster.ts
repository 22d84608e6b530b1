import { isTold, roomOf, type Audience } from '#domain/changes/audience.ts';
import type { ChangesMessage } from '#domain/changes/message.ts';
import type { FeedEntry } from '../repositories/changes.ts';

interface BroadcasterOptions {
	/** Sends one message to everyone in a room. */
	send(room: string, message: ChangesMessage): void;
	now(): Date;
	/** The feed's number at the start. */
	seq: number;
}

const SHORTEST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 80;

/**
 * Gathers changes and sends each room those it may see, as one message. The first change after a pause leaves at
 * once; under load the pause grows with what the last sending cost, so that the cost per change falls.
 */
export class Broadcaster {
	readonly #options: BroadcasterOptions;
	readonly #rooms = new Map<string, { audience: Audience; members: number; upto: number }>();
	#pending: FeedEntry[] = [];
	#seq: number;
	#timer: NodeJS.Timeout | undefined;
	#restUntil = 0;

	constructor(options: BroadcasterOptions) {
		this.#options = options;
		this.#seq = options.seq;
	}

	/** Counts a member in; returns its room. */
	join(audience: Audience): string {
		const name = roomOf(audience);
		const room = this.#rooms.get(name);
		if (room) room.members++;
		else this.#rooms.set(name, { audience, members: 1, upto: this.#seq });
		return name;
	}

	leave(name: string): void {
		const room = this.#rooms.get(name);
		if (room && --room.members === 0) this.#rooms.delete(name);
	}

	/** Takes new entries of the feed. */
	take(entries: readonly FeedEntry[]): void {
		for (const entry of entries) this.#pending.push(entry);
		if (this.#timer) return;
		const wait = this.#restUntil - performance.now();
		if (wait <= 0) this.flush();
		else this.#timer = setTimeout(() => this.flush(), wait);
	}

	/** Sends what has gathered. */
	flush(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const entries = this.#pending;
		if (entries.length === 0) return;
		this.#pending = [];
		this.#seq = entries.at(-1)!.seq;
		const begun = performance.now();
		for (const [name, room] of this.#rooms) {
			const seen = entries.filter((entry) => isTold(room.audience, entry.kind, entry.subject));
			if (seen.length > 0) this.#send(name, room, seen);
		}
		const cost = performance.now() - begun;
		this.#restUntil = performance.now() + Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, cost));
	}

	/** Tells every room how far the feed is, so that a lost last message is noticed. */
	beat(): void {
		this.flush();
		for (const [name, room] of this.#rooms) this.#send(name, room, []);
	}

	stop(): void {
		clearTimeout(this.#timer);
	}

	#send(name: string, room: { upto: number }, entries: FeedEntry[]): void {
		this.#options.send(name, {
			after: room.upto,
			upto: this.#seq,
			changes: entries.map(({ numbered }) => numbered),
			at: this.#options.now().toISOString()
		});
		room.upto = this.#seq;
	}
}
