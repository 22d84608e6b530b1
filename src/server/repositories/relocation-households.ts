import type { Helper, StrikeView, TickView } from '#domain/relocation/relocation.ts';
import type { RelocationDestination, RelocationState } from '#domain/relocation/relocation-state.ts';
import { stateOf, type NewTick } from '#domain/relocation/take-tick.ts';
import type { CommandContext } from '../commands/execute.ts';
import { Prisma, type RelocationHousehold } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import type { Keyring } from '../people/keyring.ts';
import type { Reseal } from '../people/reseal.ts';

/** A household of a list as it is stored. */
export interface StoredRelocation {
	id: string;
	listId: string;
	householdId: string;
	helper: Helper | null;
	destination: RelocationDestination | null;
	toPointId: string | null;
	standing: TickView[];
	/** How it was struck off and put back, the latest first. */
	strikes: StrikeView[];
	isStruck: boolean;
	version: number;
}

const recordId = (relocationId: string) => `relocation:${relocationId}`;

/** The columns of a helper: name and telephone only as ciphertext. */
export function sealHelper(keyring: Keyring, relocationId: string, helper: Helper) {
	return keyring.seal(recordId(relocationId), helper);
}

function helperOf(keyring: Keyring, { id, keyId, ciphertext }: RelocationHousehold): Helper | null {
	return keyId === null || ciphertext === null ? null : (keyring.open(recordId(id), { keyId, ciphertext }) as Helper);
}

/** Households of lists, struck off or not, with the words that stand, the latest observed first. */
export async function findRelocations(
	db: Pick<Tx, 'relocationHousehold' | 'relocationTick' | 'relocationStrike'>,
	keyring: Keyring,
	where: { listId: string } | { ids: readonly string[] }
): Promise<StoredRelocation[]> {
	const chosen = 'ids' in where ? { id: { in: [...where.ids] } } : where;
	const rows = await db.relocationHousehold.findMany({ where: chosen, orderBy: { id: 'asc' } });
	const ticks = await db.relocationTick.findMany({
		where: { id: { in: rows.flatMap(({ standingIds }) => standingIds) } }
	});
	const strikes = await db.relocationStrike.findMany({
		where: { relocationId: { in: rows.map(({ id }) => id) } },
		orderBy: [{ at: 'desc' }, { id: 'desc' }]
	});
	const tickOf = new Map(ticks.map((tick) => [tick.id, tick]));
	return rows.map((row) => ({
		id: row.id,
		listId: row.listId,
		householdId: row.householdId,
		helper: helperOf(keyring, row),
		destination: row.destination as RelocationDestination | null,
		toPointId: row.toPointId,
		standing: row.standingIds.map((id) => {
			const { state, observedAt, accountId, accountName, reason } = tickOf.get(id)!;
			const word = { id, state: state as RelocationState, accountId, accountName, reason };
			return { ...word, observedAt: observedAt.toISOString() };
		}),
		strikes: strikes
			.filter(({ relocationId }) => relocationId === row.id)
			.map(({ id, isStruck, reason, accountName, at }) => ({
				...{ id, isStruck, reason, accountName },
				at: at.toISOString()
			})),
		isStruck: row.removedAt !== null,
		version: row.version
	}));
}

/** Locks households of lists, in the order of their ids, and reads them. */
export async function lockRelocations(tx: Tx, keyring: Keyring, ids: readonly string[]): Promise<StoredRelocation[]> {
	await tx.$queryRaw(Prisma.sql`
		SELECT FROM relocation_household WHERE id = ANY (${[...ids]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`);
	return findRelocations(tx, keyring, { ids });
}

/** Keeps a helper's word, and the words that stand after it. */
export async function insertTick(
	tx: Tx,
	{ actor, deviceId, now }: CommandContext,
	tick: NewTick & { relocationId: string; reason: string; deviceTime: string },
	standing: readonly { id: string; state: RelocationState; observedAt: string }[]
): Promise<void> {
	const { id, relocationId, state, reason, seenIds, deviceTime, observedAt } = tick;
	const by = { accountId: actor.accountId, accountName: actor.name, deviceId };
	const times = { deviceTime, observedAt, receivedAt: now };
	await tx.relocationTick.create({ data: { id, relocationId, state, reason, seenIds: [...seenIds], ...by, ...times } });
	await tx.relocationHousehold.update({
		where: { id: relocationId },
		data: {
			state: stateOf(standing),
			standingIds: standing.map((word) => word.id),
			stateObservedAt: standing[0]!.observedAt,
			stateByName: actor.name
		}
	});
}

/** Strikes a household off its list or puts it back, and keeps who did so and why. */
export async function insertStrike(
	tx: Tx,
	{ actor, now }: Pick<CommandContext, 'actor' | 'now'>,
	strike: { id: string; relocationId: string; isStruck: boolean; reason: string }
): Promise<void> {
	const by = { accountId: actor.accountId, accountName: actor.name };
	await tx.relocationStrike.create({ data: { ...strike, ...by, at: now } });
	await tx.relocationHousehold.update({
		where: { id: strike.relocationId },
		data: { removedAt: strike.isStruck ? now : null, version: { increment: 1 } }
	});
}

/** Gives a household a helper and a destination; what is undefined stays. */
export async function updateAssignment(
	tx: Tx,
	keyring: Keyring,
	relocationId: string,
	assigned: {
		helper?: Helper | null | undefined;
		destination?: RelocationDestination | null;
		toPointId?: string | null;
	}
): Promise<void> {
	const { helper, ...place } = assigned;
	const sealed = helper ? sealHelper(keyring, relocationId, helper) : { keyId: null, ciphertext: null };
	const data = { ...place, ...(helper === undefined ? {} : sealed), version: { increment: 1 } };
	await tx.relocationHousehold.update({ where: { id: relocationId }, data });
}

/** Encrypts the next helpers that another key than the one in use encrypted. */
export const resealHelpers: Reseal = (db, keyring, after, limit) =>
	db.prisma.$transaction(async (tx) => {
		const rows = await tx.relocationHousehold.findMany({
			where: { id: { gt: after }, keyId: { not: keyring.activeKeyId } },
			orderBy: { id: 'asc' },
			take: limit
		});
		for (const row of rows) {
			const sealed = keyring.seal(recordId(row.id), helperOf(keyring, row)!);
			await tx.relocationHousehold.update({ where: { id: row.id }, data: sealed });
		}
		return rows.map(({ id }) => id);
	});
