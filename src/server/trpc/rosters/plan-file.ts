import { ProblemError } from '#domain/shared/problems.ts';
import type { RosterFile } from '#domain/rosters/roster.ts';
import type { App } from '../../app.ts';
import { accept } from '../../commands/execute.ts';
import { readTable } from '../../importers/read-table.ts';
import { planRoster, type RosterPlan } from '../../importers/rosters/plan-roster.ts';
import { FileRefusal, TABLE_LIMITS, type Table } from '../../importers/table.ts';
import { findAreas } from '../../repositories/areas.ts';

/** A county's longest roster has some 30,000 lines. */
const LIMITS = { ...TABLE_LIMITS, rows: 60_000, milliseconds: 20_000 };

/** A roster's file, read and checked row by row. */
export interface ReadRoster {
	table: Table;
	plan: RosterPlan;
}

/**
 * Reads a roster's file and plans its entries.
 *
 * @throws ProblemError `tooLarge` or `invalidFile` when it cannot be read or columns are missing
 */
export async function readRoster(app: App, file: RosterFile, now: Date): Promise<ReadRoster> {
	const [table, areas] = await Promise.all([
		readTable(Buffer.from(file.content, 'base64'), LIMITS).then(accept),
		findAreas(app.db.pool, file.areaCode)
	]);
	try {
		const { areaCode, kind } = file;
		return { table, plan: planRoster(table, { areas, areaCode, kind, now }) };
	} catch (error) {
		if (error instanceof FileRefusal) throw new ProblemError(error.problem);
		throw error;
	}
}
