import fc from 'fast-check';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { MemoryStorage } from '#client/live/outbox/memory-storage.ts';
import type { OutboxStorage } from '#client/live/outbox/storage.ts';
import { problem } from '#domain/shared/problems.ts';
import { ok, refuse, type Result } from '#domain/shared/result.ts';
import type { PushAnswer, PushInput } from '#domain/sync/push.ts';
import { FakeCounty } from './fake-county.ts';
import { goodLine, settle, Tablet } from './tablet.ts';

/** A tablet may be killed at any step of its work: what it awaited then never comes, done or not done. */
class Life {
	#steps: number;
	constructor(steps: number) {
		this.#steps = steps;
	}

	get isOver(): boolean {
		return this.#steps <= 0;
	}

	async through<T>(act: () => Promise<T>): Promise<T> {
		if (this.isOver) return new Promise(() => undefined);
		this.#steps -= 1;
		const result = await act();
		return this.isOver ? new Promise(() => undefined) : result;
	}
}

/** The storage as a page sees it that may be killed: the storage itself outlives it. */
function mortal(storage: OutboxStorage, life: Life): OutboxStorage {
	return new Proxy(storage, {
		get(target, name: keyof OutboxStorage) {
			const method = target[name].bind(target) as (...given: unknown[]) => Promise<unknown>;
			return (...given: unknown[]) => life.through(() => method(...given));
		}
	});
}

const Fate = fc.constantFrom('arrives', 'arrives', 'lostOnTheWay', 'answerLost', 'twice', 'late', 'half');
type Fate = 'arrives' | 'lostOnTheWay' | 'answerLost' | 'twice' | 'late' | 'half';

/** A line on which requests and answers are lost, repeated, overtaken by later ones, or looked at by half. */
function badLine(county: FakeCounty, fates: Iterator<Fate>) {
	const late: PushInput[] = [];
	return async (input: PushInput): Promise<Result<PushAnswer>> => {
		const fate = fates.next().value as Fate;
		const given = structuredClone(input);
		await Promise.resolve();
		for (const old of late.splice(0)) county.take(old);
		switch (fate) {
			case 'lostOnTheWay':
				return refuse(problem('notConnected'));
			case 'late':
				late.push(given);
				return refuse(problem('notConnected'));
			case 'answerLost':
				county.take(given);
				return refuse(problem('notConnected'));
			case 'twice':
				county.take(structuredClone(given));
				return ok(county.take(given));
			case 'half': {
				county.breath = Math.floor(given.operations.length / 2);
				const answer = county.take(given);
				county.breath = Infinity;
				return ok(answer);
			}
			default:
				return ok(county.take(given));
		}
	};
}

it('whatever the network does and whenever the tablet is killed: nothing lost, in order, once', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }),
			fc.infiniteStream(Fate),
			fc.infiniteStream(fc.nat(5)),
			async (lives, fates, wishes) => {
				const county = new FakeCounty();
				county.refuse = ({ payload }) => ((payload['people'] as number) % 7 === 3 ? problem('shelterNotOpen') : null);
				const storage = new MemoryStorage(v7(), v7());
				const saved: { operationId: string; people: number }[] = [];
				let people = 0;
				const line = badLine(county, fates);
				for (const steps of lives) {
					const life = new Life(steps);
					const tablet = new Tablet((input) => life.through(() => line(input)), { storage: mortal(storage, life) });
					tablet.engine.startSending();
					for (let i = 0; i < 6 && !life.isOver; i++) {
						const wish = wishes.next().value as number;
						people += 1;
						const figure = people;
						// "Saved" is what has resolved: only that is promised.
						void tablet.count(figure).then(({ operationId }) => saved.push({ operationId, people: figure }));
						for (let turn = 0; turn < 40; turn++) await Promise.resolve();
						if (wish === 0) tablet.engine.retryNow();
						if (wish === 1) tablet.endWait();
						if (wish === 2) tablet.engine.stopSending();
						if (wish > 2) tablet.engine.startSending();
					}
				}
				const last = new Tablet(goodLine(county), { storage });
				const found: string[] = [];
				const kept = storage.settle.bind(storage);
				storage.settle = async (settlements) => {
					const taken = await kept(settlements);
					found.push(...taken.map(({ operationId, state }) => `${operationId} ${state}`));
					return taken;
				};
				last.engine.startSending();
				await settle();

				const sequences = county.effects.map(({ sequence }) => sequence);
				expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
				const took = new Set(county.effects.map(({ operationId }) => operationId));
				expect(took.size).toBe(county.effects.length);
				for (const { operationId, people: figure } of saved) {
					expect(took.has(operationId)).toBe(figure % 7 !== 3);
				}
				const left = await storage.list();
				expect(left.filter(({ state }) => state === 'queued')).toEqual([]);
				for (const { state, payload, problem: reason } of left) {
					if (state === 'refused')
						expect([reason?.code, payload['pointId']]).toEqual(['shelterNotOpen', expect.any(String)]);
				}
				// Every number was heard of: none is missing in the county's eyes.
				expect(last.status?.contact?.gaps).toEqual([]);
				const told = Math.max(...county.requests.map(({ assigned }) => assigned));
				expect(told).toBe((await storage.queue()).assigned);
			}
		),
		{ numRuns: Number(process.env['ANLAN_STORMS'] ?? 150) }
	);
}, 120_000);
