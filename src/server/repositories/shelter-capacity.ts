import type { Change } from '#domain/changes/change.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/database.ts';
import { POINT_JSON } from './counts.ts';
import { shelterView } from './shelters.ts';
import { applyTotals } from './township-totals.ts';

const SPACE_KEY = 'spacePerPersonM2';
const CAPACITY_LOCK = 4304260003;

/**
 * The space per person in force, held until the transaction ends: a capacity derived from it is either written before
 * the policy changes (and changed with it) or derived from the new value.
 *
 * @param fallback the value where the county has never changed it
 */
export async function holdSpacePerPerson(tx: Tx, fallback: number): Promise<number> {
	await tx.$executeRaw(Prisma.sql`SELECT pg_advisory_xact_lock_shared(${CAPACITY_LOCK}::bigint)`);
	const newest = await tx.policyVersion.findFirst({ where: { key: SPACE_KEY }, orderBy: { version: 'desc' } });
	return newest ? Number(newest.value) : fallback;
}

/**
 * Follows a change of policy: when the space per person changes, so do the capacities that derive from floor areas,
 * those of open shelters and the totals. Call it in the transaction that writes the policy.
 *
 * @returns the changes to be told
 */
export async function afterPolicyChange(tx: Tx, key: string, value: unknown): Promise<Change[]> {
	if (key !== SPACE_KEY) return [];
	await tx.$executeRaw(Prisma.sql`SELECT pg_advisory_xact_lock(${CAPACITY_LOCK}::bigint)`);
	return [...(await recomputeRegistry(tx, String(value))), ...(await followInOpenShelters(tx))];
}

async function recomputeRegistry(tx: Tx, spacePerPersonM2: string): Promise<Change[]> {
	const changed = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
		WITH derived AS (
			SELECT id, div(floor_area_m2, ${spacePerPersonM2}::numeric)::int AS capacity FROM shelter
			WHERE retired_at IS NULL AND capacity_override IS NULL AND floor_area_m2 IS NOT NULL
				AND capacity IS DISTINCT FROM div(floor_area_m2, ${spacePerPersonM2}::numeric)::int
			ORDER BY id FOR NO KEY UPDATE
		)
		UPDATE shelter s SET capacity = derived.capacity, version = s.version + 1
		FROM derived WHERE s.id = derived.id RETURNING s.id`);
	const rows = await tx.shelter.findMany({
		where: { id: { in: changed.map(({ id }) => id) } },
		orderBy: { id: 'asc' }
	});
	return rows.map((row) => ({ type: 'shelter.edited', shelter: shelterView(row) }));
}

async function followInOpenShelters(tx: Tx): Promise<Change[]> {
	const changed = await tx.$queryRaw<{ point: CountPointView; capacityBefore: number | null }[]>(Prisma.sql`
		WITH stale AS (
			SELECT p.id, p.capacity AS before, s.capacity FROM count_point p JOIN shelter s ON s.id = p.shelter_id
			WHERE p.kind = 'shelter' AND p.closed_at IS NULL AND p.capacity IS DISTINCT FROM s.capacity
			ORDER BY p.id FOR UPDATE OF p
		)
		UPDATE count_point p SET capacity = stale.capacity, version = p.version + 1
		FROM stale WHERE p.id = stale.id
		RETURNING ${Prisma.raw(POINT_JSON)} AS point, stale.before AS "capacityBefore"`);
	await applyTotals(
		tx,
		changed.map(({ point, capacityBefore }) => ({
			eventId: point.eventId,
			townshipCode: point.townshipCode,
			capacity: (point.capacity ?? 0) - (capacityBefore ?? 0)
		}))
	);
	return changed.map(({ point }) => ({ type: 'shelter.capacityChanged', point }));
}
