import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROBLEMS } from '#domain/shared/problems.ts';
import { OPERATION_SCHEMAS, type SendableKind } from '#domain/sync/operation.ts';
import type { PushAnswer } from '#domain/sync/push.ts';
import { newId } from '#server/new-id.ts';
import { createDesk, VILLAGES, TOWNSHIPS, type Desk } from '../desk.ts';
import { AQueue } from '../server/sync/a-queue.ts';
import { household, member, openShelters } from '../server/stays/people.ts';
import { hostileInputs, type Known } from './hostile.ts';

/** Payloads tried on each kind; more with ANLAN_FUZZ_RUNS, and then each time others. */
const RUNS = Number(process.env['ANLAN_FUZZ_RUNS'] ?? 40);
const SEED = process.env['ANLAN_FUZZ_RUNS'] ? Date.now() : 20260112;

let desk: Desk;
let known: Known;
beforeAll(async () => {
	desk = await createDesk();
	const points = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	const { householdId, personIds } = await desk
		.as(desk.actorAs('DESK'))
		.households.register(household([member('周全'), member('周到', { relation: 'child' })]));
	const { eventId } = await desk.db.prisma.countPoint.findFirstOrThrow({ where: { id: points[0]! } });
	const listing = { operationId: newId(), eventId, areaCode: VILLAGES[0] };
	await desk.as(desk.actorAs('DESK')).relocation.make(listing);
	const relocation = await desk.db.prisma.relocationHousehold.findFirstOrThrow();
	known = { ids: [...points, householdId, ...personIds, relocation.id], codes: [...TOWNSHIPS, ...VILLAGES] };
});
afterAll(() => desk.drop());

const isPayload = (value: unknown): value is Record<string, unknown> =>
	value !== null && typeof value === 'object' && !Array.isArray(value);

test.each(Object.keys(OPERATION_SCHEMAS) as SendableKind[])(
	'%s: whatever a queue holds is taken or refused with a problem of the catalogue',
	{ timeout: 120_000 },
	async (kind) => {
		const by = desk.actorAs('DESK');
		const queue = new AQueue();
		const payloads = fc.sample(hostileInputs(OPERATION_SCHEMAS[kind], known), { numRuns: RUNS, seed: SEED });
		for (const payload of payloads.filter(isPayload)) {
			// As it arrives: what JSON cannot carry is gone before the hash is made.
			const plain = JSON.parse(JSON.stringify(payload)) as Record<string, unknown>;
			const sending = queue.sending([queue.next(kind, plain)]);
			const answer: PushAnswer = await desk.as(by, queue.deviceId).sync.push(sending);
			expect(answer.retry).toBeNull();
			const [of] = answer.answers;
			if (of?.outcome === 'rejected') expect(Object.keys(PROBLEMS)).toContain(of.problem.code);
		}
		expect(desk.errors).toEqual([]);
		const standing = await desk.db.prisma.deviceQueue.findUniqueOrThrow({ where: { id: queue.queueId } });
		expect(standing.received).toBe(queue.assigned);
	}
);
