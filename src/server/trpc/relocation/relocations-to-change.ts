import type { Actor } from '#domain/access/can.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { requireCovered } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import type { Keyring } from '../../people/keyring.ts';
import { lockRelocations, type StoredRelocation } from '../../repositories/relocation-households.ts';
import { touchLists, type StoredList } from '../../repositories/relocation-lists.ts';

/** Households of lists in the actor's area, locked with their lists, which are marked changed; `notFound` otherwise. */
export async function relocationsToChange(
	tx: Tx,
	keyring: Keyring,
	actor: Actor,
	ids: readonly string[]
): Promise<{ lists: StoredList[]; relocations: StoredRelocation[] }> {
	const lists = await touchLists(tx, ids);
	for (const { areaCode } of lists) requireCovered(actor, { areas: [areaCode] });
	const relocations = await lockRelocations(tx, keyring, ids);
	if (relocations.length < new Set(ids).size) throw new ProblemError('notFound');
	return { lists, relocations };
}
