import { request, type Agent } from 'node:http';
import { performance } from 'node:perf_hooks';
import { OutboxEngine } from '#client/live/outbox/engine.ts';
import { MemoryStorage } from '#client/live/outbox/memory-storage.ts';
import { hashText } from '#client/live/outbox/sha256.ts';
import type { KeptOperation } from '#client/live/outbox/storage.ts';
import type { PushAnswer, PushInput } from '#domain/sync/push.ts';
import { problem, type Problem } from '#domain/shared/problems.ts';
import { ok, refuse, type Result } from '#domain/shared/result.ts';
import { newId } from '#server/new-id.ts';
import type { Deed } from './coordinators-work.ts';

/** Where a tablet sends to, and as whom. */
export interface Line {
	url: string;
	cookie: string;
	agent: Agent;
	/** How many times faster everything goes than in life: waits and patience are that much shorter. */
	speed?: number;
}

/** As the product's own requests: given up after 20 s and what a large body needs (see `src/client/live/api.ts`). */
const PATIENCE_MS = 20_000;
const SLOWEST_LINE = 50;

/** Posts a body; null where no answer came within the patience. */
export function post(line: Line, procedure: string, deviceId: string, body: string): Promise<string | null> {
	const { url, cookie, agent, speed = 1 } = line;
	const headers = { 'content-type': 'application/json', cookie, 'x-anlan-device': deviceId };
	const signal = AbortSignal.timeout(Math.round((PATIENCE_MS + body.length / SLOWEST_LINE) / speed));
	return new Promise((resolve) => {
		const sent = request(`${url}/trpc/${procedure}`, { method: 'POST', agent, headers, signal }, (response) => {
			let text = '';
			response.setEncoding('utf8');
			response.on('data', (part: string) => (text += part));
			response.on('end', () => resolve(text));
			response.on('error', () => resolve(null));
		});
		sent.on('error', () => resolve(null));
		sent.end(body);
	});
}

/** What became of a drain: how long it took, and what was refused in it. */
export interface Drained {
	ms: number;
	requests: number;
	failures: number;
	refused: Problem[];
}

/** A tablet on which this much was done without a network: queues it, then sends it all, and tells how long that took. */
export async function drain(line: Line, deeds: readonly Deed[]): Promise<Drained> {
	const { speed = 1 } = line;
	const deviceId = newId();
	const drained: Drained = { ms: 0, requests: 0, failures: 0, refused: [] };
	let left = deeds.length;
	let finish: () => void;
	const done = new Promise<void>((resolve) => (finish = resolve));
	const begun = performance.now();
	const engine = new OutboxEngine({
		storage: new MemoryStorage(newId(), deviceId),
		push: async (input) => {
			drained.requests += 1;
			const result = await pushOver(line, input);
			if (!result.ok) drained.failures += 1;
			return result;
		},
		now: () => new Date(Date.now() + (performance.now() - begun) * (speed - 1)),
		random: Math.random,
		newId,
		hash: hashText,
		later: (ms, act) => {
			const timer = setTimeout(act, ms / speed);
			return () => clearTimeout(timer);
		},
		onChanged: (operations: readonly KeptOperation[]) => {
			for (const { state, problem: reason } of operations) {
				if (state === 'queued') continue;
				if (state === 'refused') drained.refused.push(reason!);
				left -= 1;
			}
			if (left === 0) finish();
		},
		onStatus: () => undefined,
		onTrouble: (error) => {
			throw error;
		}
	});
	for (const { kind, payload } of deeds) await engine.enqueue(kind, payload, { subject: 'bench', label: kind });
	const started = performance.now();
	engine.startSending();
	await done;
	drained.ms = performance.now() - started;
	engine.stopSending();
	return drained;
}

async function pushOver(line: Line, input: PushInput): Promise<Result<PushAnswer>> {
	const text = await post(line, 'sync.push', input.deviceId, JSON.stringify(input));
	if (text === null) return refuse(problem('notConnected'));
	const read = JSON.parse(text) as { result?: { data: PushAnswer }; error?: { data: { problem: Problem } } };
	return read.result ? ok(read.result.data) : refuse(read.error!.data.problem);
}
