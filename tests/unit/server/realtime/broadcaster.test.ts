import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { audienceOf, isTold, type Audience } from '#domain/changes/audience.ts';
import type { ChangesMessage } from '#domain/changes/message.ts';
import { Broadcaster } from '#server/realtime/broadcaster.ts';
import type { FeedEntry } from '#server/repositories/changes.ts';
import { countEntry } from './entries.ts';

const AREAS = ['430426', '430426104', '430426105', '430426105201'];
const audience = (area: string) => audienceOf({ role: 'DESK', areaCode: area });

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A log, a broadcaster on it, and clients that follow it by the rule of `ChangesMessage`. */
class World {
	readonly log: FeedEntry[] = [];
	readonly clients: Client[] = [];
	readonly broadcaster = new Broadcaster({
		seq: 0,
		now: () => new Date(0),
		send: (room, message) => {
			for (const client of this.clients) if (client.room === room) client.hear(message);
		}
	});

	append(areas: readonly string[]): void {
		const fresh = areas.map((area, index) => countEntry(this.log.length + index + 1, area));
		this.log.push(...fresh);
		this.broadcaster.take(fresh);
	}

	told(to: Audience, after: number): FeedEntry[] {
		return this.log.slice(after).filter((entry) => isTold(to, entry.kind, entry.subject));
	}
}

class Client {
	room: string | null = null;
	deaf = 0;
	seq: number | null = null;
	readonly taken: number[] = [];
	readonly #world: World;
	readonly audience: Audience;

	constructor(world: World, area: string) {
		this.#world = world;
		this.audience = audience(area);
	}

	connect(): void {
		if (this.room) return;
		this.room = this.#world.broadcaster.join(this.audience);
		this.seq ??= 0;
		this.#catchUp();
	}

	drop(): void {
		if (this.room) this.#world.broadcaster.leave(this.room);
		this.room = null;
	}

	hear({ after, upto, changes }: ChangesMessage): void {
		if (this.deaf-- > 0) return;
		if (upto <= this.seq!) return;
		if (after > this.seq!) return this.#catchUp();
		this.#take(changes.map(({ seq }) => seq).filter((seq) => seq > this.seq!));
		this.seq = upto;
	}

	#catchUp(): void {
		this.#take(this.#world.told(this.audience, this.seq!).map(({ seq }) => seq));
		this.seq = this.#world.log.length;
	}

	#take(seqs: number[]): void {
		this.taken.push(...seqs);
	}
}

const step = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ areas: fc.array(fc.constantFrom(...AREAS), { minLength: 1, maxLength: 5 }) }) },
	{ weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 100 }) }) },
	{ weight: 3, arbitrary: fc.record({ connect: fc.nat(3) }) },
	{ weight: 1, arbitrary: fc.record({ drop: fc.nat(3) }) },
	{ weight: 1, arbitrary: fc.record({ deafen: fc.nat(3), for: fc.integer({ min: 1, max: 3 }) }) },
	{ weight: 1, arbitrary: fc.constant({ beat: true }) }
);

describe('clients that join, drop and miss messages', () => {
	test('always end with all they may see, each change once and in order', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const world = new World();
				world.clients.push(...AREAS.map((area) => new Client(world, area)));
				for (const what of steps) {
					if ('areas' in what) world.append(what.areas);
					else if ('pass' in what) vi.advanceTimersByTime(what.pass);
					else if ('connect' in what) world.clients[what.connect]!.connect();
					else if ('drop' in what) world.clients[what.drop]!.drop();
					else if ('deafen' in what) world.clients[what.deafen]!.deaf = what.for;
					else world.broadcaster.beat();
				}
				for (const client of world.clients) {
					client.deaf = 0;
					client.connect();
				}
				world.broadcaster.beat();
				for (const client of world.clients)
					expect(client.taken).toEqual(world.told(client.audience, 0).map(({ seq }) => seq));
			}),
			{ numRuns: 500 }
		);
	});
});

describe('sending', () => {
	function listen(...areas: string[]) {
		const sent: [string, ChangesMessage][] = [];
		const broadcaster = new Broadcaster({ seq: 0, now: () => new Date(0), send: (...message) => sent.push(message) });
		for (const area of areas) broadcaster.join(audience(area));
		return { broadcaster, sent };
	}

	test('the first change leaves at once, what follows is gathered into one message a room', () => {
		const { broadcaster, sent } = listen('430426', '430426104');
		broadcaster.take([countEntry(1, '430426104201')]);
		expect(sent).toHaveLength(2);
		broadcaster.take([countEntry(2, '430426104201')]);
		broadcaster.take([countEntry(3, '430426104202')]);
		expect(sent).toHaveLength(2);
		vi.advanceTimersByTime(100);
		expect(sent).toHaveLength(4);
		expect(sent[2]![1]).toMatchObject({ after: 1, upto: 3, changes: [{ seq: 2 }, { seq: 3 }] });
	});

	test('a room hears nothing of another area, and its next message still covers what it was not told', () => {
		const { broadcaster, sent } = listen('430426105');
		broadcaster.take([countEntry(1, '430426104201'), countEntry(2, '430426104202')]);
		expect(sent).toEqual([]);
		vi.advanceTimersByTime(100);
		broadcaster.take([countEntry(3, '430426105201')]);
		expect(sent.map(([, message]) => message)).toMatchObject([{ after: 0, upto: 3, changes: [{ seq: 3 }] }]);
	});

	test('one message serves all who share a room', () => {
		const { broadcaster, sent } = listen('430426', '430426', '430426');
		broadcaster.take([countEntry(1, '430426104201')]);
		expect(sent).toHaveLength(1);
	});
});
