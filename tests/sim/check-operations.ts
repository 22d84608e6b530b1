import { WITHDRAWN } from '#domain/sync/operation.ts';
import type { KeptOperation } from '#client/live/outbox/storage.ts';
import type { Books, OperationRow, TakenRow } from './read-books.ts';
import type { SimTablet } from './sim-tablet.ts';

/** What became of an operation that was on a tablet's disk. */
export type Fate = 'applied' | 'refused' | 'withdrawn' | 'gap' | 'unheard' | 'wrong';

/** Why an operation may be refused, as coordinators act in the runs. */
const REASONS = new Set(['personNotHere', 'personNotSent', 'notFound', 'personAlreadyRegistered', 'withdrawnTooLate']);

interface Placed {
	tablet: SimTablet;
	queueId: string;
	deviceId: string;
	operation: KeptOperation;
}

/**
 * Each operation that was ever on a disk, against the books: what was saved took effect once, or was refused with a
 * reason, or is stated as missing; what was refused, withdrawn or missing had no effect; and nothing else is there.
 */
export function checkOperations(books: Books, tablets: readonly SimTablet[], fault: (words: string) => void): Fate[] {
	const operations = new Map(books.operations.map((row) => [row.id, row]));
	const taken = new Map(books.taken.map((row) => [row.operationId, row]));
	const kept = tablets.flatMap((tablet) => tablet.disk.log.map((each): Placed => ({ tablet, ...each })));
	const accounts = new Set(tablets.map(({ post }) => post.accountId));
	const known = new Set(kept.map(({ operation }) => operation.operationId));
	for (const { id, accountId } of books.operations)
		if (accounts.has(accountId) && !known.has(id)) fault(`operation ${id} was done, but on no tablet`);
	for (const { operationId } of books.taken)
		if (!known.has(operationId)) fault(`operation ${operationId} was taken, but from no tablet`);
	for (const { name, saved } of tablets)
		for (const { operationId } of saved)
			if (!known.has(operationId)) fault(`${name}: ${operationId} was called saved, but was never on the disk`);
	checkOrder(books, kept, fault);
	return kept.map((placed) => {
		const { operationId, sequence, kind } = placed.operation;
		const say = (words: string) => {
			fault(`${placed.tablet.name} operation ${sequence} ${kind} ${operationId}: ${words}`);
			return 'wrong' as const;
		};
		return checkOne(books, placed, taken.get(operationId), operations.get(operationId), say);
	});
}

/** What was done on a tablet took effect in the order in which it was done. */
function checkOrder({ steps }: Books, kept: readonly Placed[], fault: (words: string) => void): void {
	const placeOf = (deviceId: string, deviceTime: string) => `${deviceId} ${deviceTime}`;
	const byPlace = new Map(kept.map((each) => [placeOf(each.deviceId, each.operation.deviceTime), each]));
	const reached = new Map<string, number>();
	for (const { deviceId, deviceTime } of steps) {
		const placed = byPlace.get(placeOf(deviceId, deviceTime));
		if (!placed) continue;
		const { queueId, tablet, operation } = placed;
		const before = reached.get(queueId) ?? 0;
		if (operation.sequence < before)
			fault(`${tablet.name} operation ${operation.sequence} took effect after ${before}`);
		reached.set(queueId, Math.max(before, operation.sequence));
	}
}

function checkOne(
	books: Books,
	placed: Placed,
	row: TakenRow | undefined,
	done: OperationRow | undefined,
	say: (words: string) => 'wrong'
): Fate {
	const { tablet, queueId, operation } = placed;
	const effects = countEffects(books, placed);
	if (!row) {
		const isLost = tablet.lostQueues.has(queueId);
		if (!isLost) return say('never taken, though its queue is still there');
		// A kill of the server between doing and recording, and the storage cleared before it was sent again.
		if (done) return checkEffects(done, effects, say) ?? 'applied';
		if (effects > 0) return say(`${effects} effects of what was never done`);
		const isGap = books.gaps.some((gap) => gap.queueId === queueId && isWithin(gap, operation.sequence));
		if (isGap) return 'gap';
		const queue = books.queues.find(({ id }) => id === queueId);
		// The county was told of it and waits for it still: a device of another id knows nothing of that queue.
		return queue && queue.assigned >= operation.sequence && isSameDevice(tablet, placed.deviceId)
			? say('lost with its storage, and not stated as missing')
			: 'unheard';
	}
	if (row.queueId !== queueId || row.sequence !== operation.sequence) return say('taken at another place');
	const told = tablet.lostQueues.has(queueId) ? undefined : tablet.disk.last.get(operation.operationId);
	if (row.kind === WITHDRAWN) {
		if (done || effects > 0) return say('withdrawn, but it was done');
		return 'withdrawn';
	}
	if (row.outcome === 'rejected') {
		if (done || effects > 0) return say('rejected, but it was done');
		if (told?.state === 'givenUp') return 'refused';
		if (told?.state !== 'queued' && told?.state !== undefined) {
			if (told.state !== 'refused') return say(`rejected, but the tablet was told ${told.state}`);
			if (!REASONS.has(told.problem?.code ?? '')) return say(`refused because of ${told.problem?.code}`);
		} else if (told) return say('rejected, but the tablet was not told');
		return 'refused';
	}
	if (!done) return say(`taken as ${row.outcome}, but not done`);
	if (told) {
		const isLate = told.state === 'refused' && told.problem?.code === 'withdrawnTooLate';
		const isRight = told.state === (row.outcome === 'conflict' ? 'conflict' : 'applied');
		if (!isRight && !isLate && told.state !== 'givenUp')
			return say(`${row.outcome}, but the tablet was told ${told.state}`);
	}
	return checkEffects(done, effects, say) ?? 'applied';
}

/** What an operation left behind: steps and counts carry its device and the time of its clock, which is never twice the same. */
function countEffects({ steps, observations }: Books, { deviceId, operation }: Placed): number {
	const isIts = (row: { deviceId: string; deviceTime: string }) =>
		row.deviceId === deviceId && row.deviceTime === operation.deviceTime;
	return steps.filter(isIts).length + observations.filter(isIts).length;
}

function checkEffects({ verb, answer, entries }: OperationRow, effects: number, say: (words: string) => 'wrong') {
	const people = new Set(answer?.results?.map(({ personId }) => personId)).size;
	const expected = verb === 'household.register' ? 0 : verb.startsWith('count.') ? 1 : people;
	if (effects !== expected) return say(`${effects} effects, not ${expected}`);
	if (entries !== 1) return say(`${entries} entries in the trail`);
	return null;
}

const isWithin = ({ from, to }: { from: number; to: number }, sequence: number) => from <= sequence && sequence <= to;

const isSameDevice = (tablet: SimTablet, deviceId: string) => tablet.deviceId === deviceId;
