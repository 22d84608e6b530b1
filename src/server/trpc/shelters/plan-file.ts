import type { Actor } from '#domain/access/can.ts';
import type { AreaGeometry } from '#domain/areas/geometry.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { ImportFile } from '#domain/shelters/import-shelters.ts';
import type { App } from '../../app.ts';
import { accept } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { readTable } from '../../importers/read-table.ts';
import { planImport, type ImportPlan } from '../../importers/shelters/plan-import.ts';
import { FileRefusal, type Table } from '../../importers/table.ts';
import { findAreas } from '../../repositories/areas.ts';
import { namesByArea } from '../../repositories/shelters.ts';

/** The table of an uploaded file; `tooLarge` or `invalidFile` when it cannot be read. */
export async function tableOf(file: ImportFile): Promise<Table> {
	return accept(await readTable(Buffer.from(file.content, 'base64')));
}

/**
 * Plans the import of a table for an actor, against the registry as it is.
 *
 * @throws ProblemError `invalidFile` when required columns are missing
 */
export async function planFor(
	app: App,
	db: Pick<Tx, 'shelter' | 'areaShape'>,
	actor: Actor,
	table: Table,
	file: ImportFile,
	spacePerPersonM2: number
): Promise<ImportPlan> {
	const [areas, taken, outline] = await Promise.all([
		findAreas(app.db.pool, actor.areaCode),
		namesByArea(db, actor.areaCode),
		db.areaShape.findUnique({ where: { code: app.countyCode } })
	]);
	try {
		return planImport(table, {
			areas,
			ownArea: actor.areaCode,
			outline: (outline?.geometry ?? null) as AreaGeometry | null,
			taken,
			spacePerPersonM2,
			datum: file.datum
		});
	} catch (error) {
		if (error instanceof FileRefusal) throw new ProblemError(error.problem);
		throw error;
	}
}
