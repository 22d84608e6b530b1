import type { Tx } from '../db/database.ts';

/** An id that a device made for somebody whom the county knew already. */
export interface PersonAlias {
	aliasId: string;
	personId: string;
}

/** Keeps for whom the ids of devices stand; those kept already stay. */
export async function insertAliases(tx: Tx, aliases: readonly PersonAlias[]): Promise<void> {
	if (aliases.length > 0) await tx.personAlias.createMany({ data: [...aliases], skipDuplicates: true });
}

/** Who people of a command are to the county, by the ids that devices know them by; an id of nobody stays. */
export async function resolvePersonIds(
	tx: Pick<Tx, 'personAlias'>,
	givenIds: readonly string[]
): Promise<Map<string, string>> {
	const aliases = await tx.personAlias.findMany({ where: { aliasId: { in: [...givenIds] } } });
	const personIds = new Map(aliases.map(({ aliasId, personId }) => [aliasId, personId]));
	return new Map(givenIds.map((id) => [id, personIds.get(id) ?? id]));
}
