import type { Actor } from '#domain/access/can.ts';
import { isWithin } from '#domain/areas/area-code.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';

const MAX_SHOWN = 10;

/** Refuses areas outside the actor's own, without telling whether they exist. */
export function requireOwnAreas(actor: Actor, codes: readonly string[]): void {
	const outside = codes.filter((code) => !isWithin(code, actor.areaCode));
	if (outside.length > 0) throw new ProblemError('outsideArea', { codes: outside.slice(0, MAX_SHOWN).join('、') });
}

/**
 * Refuses areas outside the actor's own (`outsideArea`) or that the county does not have (`unknownArea`), and holds
 * them until the transaction ends, so that two registrations in one village come one after the other.
 */
export async function requireAreas(tx: Tx, actor: Actor, codes: readonly string[]): Promise<void> {
	requireOwnAreas(actor, codes);
	const wanted = [...new Set(codes)];
	const known = await tx.$queryRaw<{ code: string }[]>(Prisma.sql`
		SELECT code FROM area WHERE code = ANY (${wanted}::text[]) ORDER BY code FOR NO KEY UPDATE`);
	const unknown = wanted.filter((code) => !known.some((area) => area.code === code));
	if (unknown.length > 0) throw new ProblemError('unknownArea', { codes: unknown.slice(0, MAX_SHOWN).join('、') });
}
