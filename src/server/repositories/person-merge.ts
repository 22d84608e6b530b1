import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import type { CommandContext } from '../commands/execute.ts';

/**
 * What becomes of the rows that name a person, by table and column, when the record goes into another. A table that is
 * not here fails a test. `history`: what was said under the old id stays as it was said; the alias tells who is meant.
 */
export const PERSON_REFERENCES: Readonly<Record<string, 'moved' | 'history' | 'own'>> = {
	'person.merged_into_id': 'moved',
	'person_alias.alias_id': 'history',
	'person_alias.person_id': 'moved',
	'person_photo.person_id': 'own',
	'reunion_request.person_id': 'moved',
	'roll_call_mark.person_id': 'history',
	'roster_entry.candidate_ids': 'moved',
	'roster_entry.person_id': 'moved',
	'roster_entry.refused_ids': 'moved',
	'stay.person_id': 'moved',
	'stay_conflict.person_id': 'own',
	'stay_step.person_id': 'history'
};

/** Takes a record out of every list and search, and keeps for whom its id stands. Its photo and stays are moved apart. */
export async function retireRecord(tx: Tx, mergeId: string, keepId: string): Promise<void> {
	await tx.$executeRaw(Prisma.sql`
		UPDATE person SET merged_into_id = ${keepId}::uuid, document_index = NULL, tokens = '{}', scope_codes = '{}',
			version = version + 1 WHERE id = ${mergeId}::uuid`);
	await tx.person.updateMany({ where: { mergedIntoId: mergeId }, data: { mergedIntoId: keepId } });
	await tx.personAlias.updateMany({ where: { personId: mergeId }, data: { personId: keepId } });
	await tx.personAlias.create({ data: { aliasId: mergeId, personId: keepId } });
}

/** Gives everything else that is known of a record to another. */
export async function handOver(tx: Tx, mergeId: string, keepId: string): Promise<void> {
	await tx.stay.updateMany({ where: { personId: mergeId }, data: { personId: keepId } });
	await tx.reunionRequest.updateMany({ where: { personId: mergeId }, data: { personId: keepId } });
	await tx.rosterEntry.updateMany({ where: { personId: mergeId }, data: { personId: keepId } });
	await tx.$executeRaw(Prisma.sql`
		UPDATE roster_entry SET candidate_ids = ARRAY(SELECT DISTINCT unnest(array_replace(candidate_ids, ${mergeId}::uuid, ${keepId}::uuid))),
			refused_ids = array_remove(refused_ids, ${mergeId}::uuid)
		WHERE ${mergeId}::uuid = ANY (candidate_ids || refused_ids)`);
}

/**
 * Gives the conflicts of a record to another. Where both are claimed by the same place, the question is the same: the
 * one stays open, the other is closed as asked already.
 */
export async function handOverConflicts(
	tx: Tx,
	context: CommandContext,
	ids: { mergeId: string; keepId: string },
	reason: string
): Promise<void> {
	const { mergeId, keepId } = ids;
	await tx.$executeRaw(Prisma.sql`
		UPDATE stay_conflict c SET settled_at = ${context.now}, verdict = 'stay', reason = ${reason},
			settled_by = ${context.actor.accountId}::uuid, settled_by_name = ${context.actor.name}
		WHERE c.person_id = ${mergeId}::uuid AND c.settled_at IS NULL AND EXISTS (
			SELECT 1 FROM stay_conflict o WHERE o.person_id = ${keepId}::uuid AND o.settled_at IS NULL
				AND o.claim_point_id = c.claim_point_id)`);
	await tx.stayConflict.updateMany({ where: { personId: mergeId }, data: { personId: keepId } });
}

/** The step with which a stay began. */
export async function findFirstStep(
	tx: Pick<Tx, 'stayStep'>,
	personId: string,
	stayId: string
): Promise<string | null> {
	const step = await tx.stayStep.findFirst({
		where: { personId, stayId },
		orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
		select: { id: true }
	});
	return step?.id ?? null;
}
