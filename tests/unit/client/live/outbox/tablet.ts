import { v7 } from 'uuid';
import { OutboxEngine } from '#client/live/outbox/engine.ts';
import { MemoryStorage } from '#client/live/outbox/memory-storage.ts';
import type { Contact, KeptOperation, OutboxStorage } from '#client/live/outbox/storage.ts';
import type { OutboxStatus, OutboxWorld } from '#client/live/outbox/world.ts';
import type { Result } from '#domain/shared/result.ts';
import { ok } from '#domain/shared/result.ts';
import type { PushAnswer, PushInput } from '#domain/sync/push.ts';
import { sha256, type FakeCounty } from './fake-county.ts';

export const POINT = v7();

/** A tablet whose clock, dice and network are the test's own. */
export class Tablet {
	readonly engine: OutboxEngine;
	readonly storage: OutboxStorage;
	readonly changed: KeptOperation[] = [];
	readonly troubles: unknown[] = [];
	status: OutboxStatus | null = null;
	/** Waits that were begun: how long each was to be, and the way to end it. */
	readonly waits: { ms: number; end: () => void }[] = [];
	#clock = Date.parse('2026-01-26T02:00:00.000Z');

	constructor(
		push: OutboxWorld['push'],
		given: {
			storage?: OutboxStorage;
			random?: () => number;
			isOffline?: () => boolean;
			contact?: Contact | null;
		} = {}
	) {
		const { storage = new MemoryStorage(v7(), v7()), random = () => 0.5 } = given;
		const { isOffline = () => false, contact = null } = given;
		this.storage = storage;
		const world: OutboxWorld = {
			storage,
			push,
			now: () => new Date((this.#clock += 1000)),
			random,
			newId: v7,
			hash: async (text) => sha256(text),
			isOffline,
			later: (ms, act) => {
				const wait = { ms, end: act };
				this.waits.push(wait);
				return () => this.waits.splice(this.waits.indexOf(wait), 1);
			},
			onChanged: (operations) => this.changed.push(...operations),
			onStatus: (status) => (this.status = status),
			onTrouble: (error) => this.troubles.push(error)
		};
		this.engine = new OutboxEngine(world, contact);
	}

	/** Ends the wait that runs. */
	endWait(): void {
		this.waits.shift()?.end();
	}

	count(people: number) {
		return this.engine.enqueue('count.submit', { pointId: POINT, people }, { subject: POINT, label: `${people} 人` });
	}

	async states(): Promise<string[]> {
		return (await this.storage.list()).map(({ sequence, state }) => `${sequence} ${state}`);
	}
}

/** A line to the county on which nothing is lost. */
export const goodLine =
	(county: FakeCounty) =>
	async (input: PushInput): Promise<Result<PushAnswer>> =>
		ok(county.take(structuredClone(input)));

/** Lets everything that can go on go on. */
export const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 15));
