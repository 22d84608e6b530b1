import { Prisma } from '../db/generated/client.ts';
import type { Database } from '../db/database.ts';

/** Fingerprints of the keys that this database's people were encrypted with, by key id. */
export async function findKeyFingerprints(db: Pick<Database, 'pool'>): Promise<Map<string, string>> {
	// Not by Prisma, whose engine takes 70 MB that an import from the console does without.
	const { rows } = await db.pool.query<{ id: string; fingerprint: string }>('SELECT id, fingerprint FROM people_key');
	return new Map(rows.map(({ id, fingerprint }) => [id, fingerprint]));
}

/**
 * Records keys that the database does not know yet, if it knows none or shares one with them; returns what it then
 * knows. Of two processes that begin at the same moment the first gives the keys.
 */
export async function recordKeyFingerprints(
	db: Pick<Database, 'prisma'>,
	fingerprints: ReadonlyMap<string, string>
): Promise<Map<string, string>> {
	return db.prisma.$transaction(async (tx) => {
		await tx.$executeRaw(Prisma.sql`LOCK TABLE people_key IN SHARE ROW EXCLUSIVE MODE`);
		const known = new Map((await tx.peopleKey.findMany()).map(({ id, fingerprint }) => [id, fingerprint]));
		const isOwn = [...known].every(([id, fingerprint]) => fingerprints.get(id) === fingerprint);
		if (!isOwn) return known;
		const fresh = [...fingerprints].filter(([id]) => !known.has(id)).map(([id, fingerprint]) => ({ id, fingerprint }));
		await tx.peopleKey.createMany({ data: fresh });
		return new Map(fingerprints);
	});
}

/** Forgets the keys that nothing is encrypted with any more. */
export async function forgetOldKeys(db: Pick<Database, 'prisma'>, keptIds: readonly string[]): Promise<void> {
	await db.prisma.peopleKey.deleteMany({ where: { id: { notIn: [...keptIds] } } });
}
