import { CountyCode } from '#domain/areas/area-code.ts';
import type { Database } from '../db/database.ts';
import { findAreaName, storeCounty } from '../repositories/areas.ts';
import { buildCounty } from './build-county.ts';

/**
 * Makes sure that the county's areas and shapes are in the database, and returns the county's name. On a first start
 * they are built from the packages (seconds, on a slow machine); afterwards this is one short query.
 *
 * @throws ProblemError `unknownArea` when there is no such county.
 */
export async function ensureCounty(db: Database, countyCode: string): Promise<string> {
	const present = CountyCode.safeParse(countyCode).success ? await findAreaName(db.pool, countyCode) : null;
	if (present !== null) return present;
	const { areas, shapes } = await buildCounty(countyCode);
	await storeCounty(db, areas, shapes);
	return areas.find(({ level }) => level === 'county')?.name ?? countyCode;
}
