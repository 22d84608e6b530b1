import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#domain/access/can.ts';
import { problem } from '#domain/shared/problems.ts';
import type { OperationKind } from '#domain/sync/operation.ts';
import type { PushInput } from '#domain/sync/push.ts';
import { DeviceQueues } from '#server/sync/device-queues.ts';
import { newId } from '#server/new-id.ts';
import type { Keyring } from '#server/people/keyring.ts';
import { createDesk, problemIn, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';
import { household, member, openShelters } from '../stays/people.ts';
import { AQueue } from './a-queue.ts';

let desk: Desk;
let points: string[];
beforeAll(async () => {
	desk = await createDesk();
	points = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
});
afterAll(() => desk.drop());

const coordinator = () => desk.actorAs('COORDINATOR', TOWNSHIPS[0]);
const push = (by: Actor, sending: PushInput, over: Partial<Desk['app']> = {}) =>
	desk.as(by, sending.deviceId, over).sync.push(sending);
const outcomes = ({ answers }: Awaited<ReturnType<typeof push>>) => answers.map(({ outcome }) => outcome);
const observations = (pointId: string) => desk.db.prisma.countObservation.count({ where: { pointId } });
const stored = (queueId: string) =>
	desk.db.prisma.queueOperation.findMany({ where: { queueId }, orderBy: { sequence: 'asc' } });

describe('operations', () => {
	test('of every kind are carried out in their order, as by their own procedures', async () => {
		const [here, there] = points as [string, string];
		const [by, queue] = [desk.actorAs('DESK'), new AQueue()];
		const head = member('东方既白', { relation: 'head' });
		const { operationId: _, ...registration } = household([head]);
		const { operationId: __, ...family } = household([member('南宫问天')]);
		const personIds = [head.personId];
		const sent = [
			queue.next('household.register', registration),
			queue.next('stay.checkIn', { pointId: here, personIds }),
			queue.next('stay.checkIn', { pointId: here, household: family }),
			queue.next('stay.transferOut', { pointId: here, personIds, toPointId: there }),
			queue.next('stay.transferIn', { pointId: there, personIds }),
			queue.next('withdrawn', {}),
			queue.next('stay.checkOut', { pointId: there, personIds, destination: 'home' }),
			queue.count(here, 1),
			queue.next('count.correct', { pointId: here, people: 2, reason: '漏数一人' })
		];
		const answer = await push(by, queue.sending(sent));
		expect(answer).toMatchObject({ received: 9, gaps: [], retry: null });
		expect(answer.answers.map(({ operationId, outcome }) => [operationId, outcome])).toEqual(
			sent.map(({ operationId }) => [operationId, 'applied'])
		);
		expect(answer.answers[8]).toMatchObject({ answer: { people: 2, isDisputed: false } });
		expect((await desk.as(by).stays.list({ pointId: here })).present).toHaveLength(1);
		const rows = await stored(queue.queueId);
		expect(rows.map(({ sequence, kind }) => [sequence, kind])).toEqual(
			sent.map(({ sequence, kind }) => [sequence, kind])
		);
		const entries = await desk.db.prisma.auditEntry.findMany({ where: { operationId: sent[8]!.operationId } });
		expect(entries).toMatchObject([{ verb: 'count.correct', deviceId: queue.deviceId, accountId: by.accountId }]);
		expect(desk.errors).toEqual([]);
	});

	test('sent again are done once and get the same answer; so do those sent by their own procedure before', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const [by, queue] = [coordinator(), new AQueue()];
		const counts = [queue.count(point!, 5), queue.count(point!, 6), queue.count(point!, 7)];
		const first = await push(by, queue.sending(counts));
		const again = await push(by, queue.sending(counts.toReversed()));
		expect(outcomes(again)).toEqual(['duplicate', 'duplicate', 'duplicate']);
		expect(again.answers.map((of) => ({ ...of, outcome: 'applied' }))).toEqual(first.answers);
		const twice = queue.count(point!, 8);
		expect(outcomes(await push(by, queue.sending([twice, twice])))).toEqual(['applied', 'duplicate']);

		const direct = queue.count(point!, 9);
		const command = { operationId: direct.operationId, deviceTime: direct.deviceTime, pointId: point!, people: 9 };
		await desk.as(by, queue.deviceId).counts.submit(command);
		expect(outcomes(await push(by, queue.sending([direct])))).toEqual(['duplicate']);
		expect(await observations(point!)).toBe(5);
	});

	test('carried out but not recorded, as after a crash, are answered as done before', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const [by, queue] = [coordinator(), new AQueue()];
		const sending = queue.sending([queue.count(point!, 5), queue.count(point!, 6)]);
		const broken = { ...desk.db, pool: { ...desk.db.pool, query: desk.db.pool.query.bind(desk.db.pool) } };
		const connect = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
		const app = { db: { ...broken, pool: { ...broken.pool, connect } } } as unknown as Partial<Desk['app']>;
		expect((await problemIn(push(by, sending, app))).code).toBe('databaseUnavailable');
		expect(await observations(point!)).toBe(2);
		expect(await stored(queue.queueId)).toEqual([]);
		expect(await push(by, sending)).toMatchObject({
			received: 2,
			answers: [{ outcome: 'duplicate' }, { outcome: 'duplicate' }]
		});
		expect(await observations(point!)).toBe(2);
	});

	test('that are refused say why, hold nothing up, and are refused again in the same words', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const [by, queue] = [coordinator(), new AQueue()];
		const wrong = member('王大力', { document: { kind: 'residentId', number: '430426195001010000' } });
		const { operationId: _, ...family } = household([wrong]);
		const sent = [
			queue.count(newId(), 5),
			queue.next('stay.checkIn', { pointId: point!, household: family }),
			queue.next('count.submit', { pointId: point!, people: -1 }),
			queue.count(point!, 6)
		];
		const first = await push(by, queue.sending(sent));
		expect(outcomes(first)).toEqual(['rejected', 'rejected', 'rejected', 'applied']);
		expect(first.answers).toMatchObject([
			{ problem: { code: 'notFound' } },
			{ problem: { code: 'invalidInput', fields: [{ path: 'household.members.0.document.number' }] } },
			{ problem: { code: 'invalidInput', fields: [{ path: 'people' }] } },
			{}
		]);
		const again = await push(by, queue.sending(sent));
		expect(again.answers.slice(0, 3)).toEqual(first.answers.slice(0, 3));
		const kept = await desk.db.pool.query<{ all: string }>(
			`SELECT string_agg(t::text, ' ') AS all FROM queue_operation t`
		);
		for (const mark of ['王大力', '430426195001010000', sent[1]!.payloadHash])
			expect(kept.rows[0]!.all).not.toContain(mark);
		expect(desk.errors).toEqual([]);
	});

	test('without the right are refused one by one, whatever else the queue holds', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const queue = new AQueue();
		const { operationId: _, ...registration } = household([member('甲')]);
		const sent = [queue.next('stay.checkIn', { pointId: point!, household: registration }), queue.count(point!, 5)];
		const informant = await push(desk.actorAs('INFORMANT', VILLAGES[0]), queue.sending(sent));
		expect(informant.answers).toMatchObject([{ problem: { code: 'forbidden' } }, { outcome: 'applied' }]);
		const other = new AQueue();
		const leader = await push(desk.actorAs('LEADER'), other.sending([other.count(point!, 5)]));
		expect(leader.answers).toMatchObject([{ outcome: 'rejected', problem: { code: 'forbidden' } }]);
	});

	test('that differ from what others say are taken in and told as conflicts, again when sent again', async () => {
		const [a, b] = (await openShelters(desk, VILLAGES[0], VILLAGES[3])) as [string, string];
		const here = member('西门吹雪');
		await desk.as(desk.actorAs('DESK')).households.register(household([here]));
		const personIds = [here.personId];
		const [one, two] = [new AQueue(), new AQueue()];
		const [first, second] = [desk.actorAs('COORDINATOR', TOWNSHIPS[0]), desk.actorAs('COORDINATOR', TOWNSHIPS[1])];
		await push(first, one.sending([one.next('stay.checkIn', { pointId: a, personIds }), one.count(a, 3)]));
		const claim = two.sending([two.next('stay.checkIn', { pointId: b, personIds })]);
		const told = await push(second, claim);
		expect(told.answers).toMatchObject([{ outcome: 'conflict', answer: { results: [{ outcome: 'conflict' }] } }]);
		expect((await push(second, claim)).answers).toEqual(told.answers);
		const three = new AQueue();
		expect(outcomes(await push(first, three.sending([three.count(a, 9)])))).toEqual(['conflict']);
	});
});

describe('the sequence', () => {
	test('tells what is missing; what comes late closes the gap; nothing waits for it', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const [by, queue] = [coordinator(), new AQueue()];
		const [one, two, three, four, five] = [1, 2, 3, 4, 5].map((people) => queue.count(point!, people));
		const { queueId } = queue;
		const jumped = await push(by, queue.sending([one!, five!]));
		expect(jumped).toMatchObject({ received: 5, gaps: [{ queueId, from: 2, to: 4 }] });
		expect(outcomes(jumped)).toEqual(['applied', 'applied']);
		expect((await push(by, queue.sending([three!]))).gaps).toEqual([
			{ queueId, from: 2, to: 2 },
			{ queueId, from: 4, to: 4 }
		]);
		await desk.db.prisma.deviceGap.updateMany({
			where: { queueId, fromSequence: 4 },
			data: { explainedAt: new Date(), explanation: '平板进水', explainedByName: '值班员' }
		});
		expect((await push(by, queue.sending([]))).gaps).toEqual([{ queueId, from: 2, to: 2 }]);
		expect((await push(by, queue.sending([two!]))).gaps).toEqual([]);
		expect(await push(by, queue.sending([four!]))).toMatchObject({ received: 5, gaps: [] });
		expect(await desk.db.prisma.deviceGap.count({ where: { queueId } })).toBe(0);
	});

	test('of a queue that went with its storage shows what was never sent, on that device, for that account', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const [by, lost] = [coordinator(), new AQueue()];
		const count = lost.count(point!, 5);
		const unsent = [lost.count(point!, 6), lost.count(point!, 7)];
		expect((await push(by, lost.sending([count]))).gaps).toEqual([]);
		const next = new AQueue(lost.deviceId);
		const gap = { queueId: lost.queueId, from: 2, to: 3 };
		expect((await push(by, next.sending([next.count(point!, 8)]))).gaps).toEqual([gap]);
		expect((await push(coordinator(), new AQueue(lost.deviceId).sending([]))).gaps).toEqual([]);
		expect((await push(by, new AQueue().sending([]))).gaps).toEqual([]);
		// Nothing was lost after all: an old page still had it.
		expect((await push(by, lost.sending(unsent))).gaps).toEqual([]);
	});

	test('holds one operation in each place; other content under a known id is refused', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const [by, queue] = [coordinator(), new AQueue()];
		const taken = queue.count(point!, 5);
		await push(by, queue.sending([taken]));
		const samePlace = queue.next('count.submit', { pointId: point!, people: 6 }, { sequence: 1 });
		const otherContent = queue.next(
			'count.submit',
			{ pointId: point!, people: 7 },
			{ operationId: taken.operationId, sequence: 1 }
		);
		const otherPlace = queue.next('count.submit', taken.payload, { operationId: taken.operationId, sequence: 2 });
		for (const of of [samePlace, otherContent, otherPlace])
			expect((await push(by, queue.sending([of]))).answers).toMatchObject([{ problem: { code: 'operationConflict' } }]);
		const foreign = new AQueue();
		const copied = foreign.next('count.submit', taken.payload, { operationId: taken.operationId });
		expect((await push(coordinator(), foreign.sending([copied]))).answers).toMatchObject([
			{ problem: { code: 'operationConflict' } }
		]);
		expect(await observations(point!)).toBe(1);
	});

	test('pushed by many at once, in pieces, repeatedly and out of order, by two servers: each effect once', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const [by, queue] = [coordinator(), new AQueue()];
		const all = Array.from({ length: 40 }, (_, at) => queue.count(point!, at));
		const pieces = Array.from({ length: 16 }, (_, at) => {
			const from = (at * 7) % 33;
			return queue.sending(all.slice(from, from + 8));
		});
		const second = { queues: new DeviceQueues() };
		const answers = await Promise.all(pieces.map((piece, at) => push(by, piece, at % 2 ? second : {})));
		for (const answer of answers)
			for (const of of answer.answers) expect(['applied', 'duplicate']).toContain(of.outcome);
		const rest = await push(by, queue.sending(all));
		expect(rest).toMatchObject({ received: 40, gaps: [] });
		expect(await observations(point!)).toBe(40);
		expect((await stored(queue.queueId)).map(({ sequence }) => sequence)).toEqual(all.map(({ sequence }) => sequence));
		expect(desk.errors).toEqual([]);
	});
});

describe('a sending', () => {
	test('is refused from another device, to another’s queue, and from a revoked device', async () => {
		const [by, queue] = [coordinator(), new AQueue()];
		const sending = queue.sending([]);
		expect((await problemIn(desk.as(by, newId()).sync.push(sending))).code).toBe('deviceMismatch');
		expect((await problemIn(desk.as(by).sync.push(sending))).code).toBe('deviceMismatch');
		await push(by, sending);
		expect((await problemIn(push(coordinator(), sending))).code).toBe('deviceMismatch');
		const moved = { ...sending, deviceId: newId() };
		expect((await problemIn(push(by, moved))).code).toBe('deviceMismatch');
		await desk.db.prisma.device.create({
			data: {
				id: queue.deviceId,
				name: '一号平板',
				shelterId: newId(),
				areaCode: VILLAGES[0],
				tokenHash: Buffer.from(newId()),
				enrolledAt: new Date(),
				enrolledBy: by.accountId,
				revokedAt: new Date(),
				revokedReason: '遗失'
			}
		});
		expect((await problemIn(push(by, sending))).code).toBe('deviceRevoked');
	});

	test('that is damaged is refused piece by piece', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const [by, queue] = [coordinator(), new AQueue()];
		const whole = queue.count(point!, 5);
		const damaged = { ...queue.count(point!, 6), payload: { pointId: point!, people: 66 } };
		const answer = await push(by, queue.sending([whole, damaged]));
		expect(answer.answers).toMatchObject([{ outcome: 'applied' }, { problem: { code: 'operationDamaged' } }]);
		expect(answer.received).toBe(2);
	});

	test('of a newer version, or with a kind not known here, waits whole', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const [by, queue] = [coordinator(), new AQueue()];
		const present = queue.count(point!, 5);
		const newer = queue.next('count.submit', { pointId: point!, people: 6 }, { schemaVersion: 2 });
		const waits = { answers: [], received: 0, gaps: [], retry: problem('serverOlder') };
		expect(await push(by, queue.sending([present, newer]))).toMatchObject(waits);
		const unknown = queue.next('count.estimate' as OperationKind, { pointId: point! });
		expect(await push(by, queue.sending([present, unknown]))).toMatchObject(waits);
		expect(await observations(point!)).toBe(0);
		expect(await desk.db.prisma.deviceQueue.findUnique({ where: { id: queue.queueId } })).toMatchObject({
			assigned: 3
		});
	});

	test('ends at a passing trouble; what came before stands, the rest is taken when it is sent again', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const [by, queue] = [coordinator(), new AQueue()];
		const sending = queue.sending([1, 2, 3].map((people) => queue.count(point!, people)));
		let left = 1;
		const counts = {
			submit: (...given: Parameters<typeof desk.app.counts.submit>) =>
				left-- > 0 ? desk.app.counts.submit(...given) : Promise.reject(Object.assign(new Error(), { code: '57P01' }))
		} as typeof desk.app.counts;
		const cut = await push(by, sending, { counts });
		expect(cut).toMatchObject({
			received: 1,
			retry: { code: 'databaseUnavailable' },
			answers: [{ outcome: 'applied' }]
		});
		expect(outcomes(await push(by, sending))).toEqual(['duplicate', 'applied', 'applied']);
		const full = { storage: { isFull: true } } as Partial<Desk['app']>;
		expect((await problemIn(push(by, sending, full))).code).toBe('diskFull');
	});

	test('that a fault of the program meets each time is refused in the end and holds nothing up', async () => {
		const [point] = await openShelters(desk, VILLAGES[0]);
		const [by, queue] = [coordinator(), new AQueue()];
		const sending = queue.sending([queue.count(point!, 404), queue.count(point!, 7)]);
		const counts = {
			submit: (...given: Parameters<typeof desk.app.counts.submit>) =>
				given[0].people === 404 ? Promise.reject(new TypeError('a fault')) : desk.app.counts.submit(...given)
		} as typeof desk.app.counts;
		const failing = { counts, reportError: () => undefined };
		for (let times = 1; times < 5; times++)
			expect(await push(by, sending, failing)).toMatchObject({ answers: [], retry: { code: 'internal' } });
		const answer = await push(by, sending, failing);
		expect(answer).toMatchObject({ received: 2, retry: null });
		expect(answer.answers).toMatchObject([
			{ outcome: 'rejected', problem: { code: 'operationFailed' } },
			{ outcome: 'applied' }
		]);
	});

	test('whose stored words need a key that is gone still says that it was refused', async () => {
		const [by, queue] = [coordinator(), new AQueue()];
		const sending = queue.sending([queue.count(newId(), 5)]);
		await push(by, sending);
		const { keyring: whole } = desk.app;
		const keyring = { has: () => false, blindIndex: (text: string) => whole.blindIndex(text) } as unknown as Keyring;
		expect((await push(by, sending, { keyring })).answers).toMatchObject([
			{ outcome: 'rejected', problem: { code: 'operationRefused' } }
		]);
	});
});
