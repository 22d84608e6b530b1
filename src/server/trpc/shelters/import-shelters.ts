import { createHash } from 'node:crypto';
import { ProblemError } from '#domain/shared/problems.ts';
import { ImportSheltersInput } from '#domain/shelters/import-shelters.ts';
import { decideRegister } from '#domain/shelters/register-shelter.ts';
import { accept, execute } from '../../commands/execute.ts';
import { fileProblem } from '../../importers/table.ts';
import { newId } from '../../new-id.ts';
import { requireAreas } from '../../repositories/required-areas.ts';
import { holdSpacePerPerson } from '../../repositories/shelter-capacity.ts';
import { insertShelters } from '../../repositories/shelters.ts';
import { procedure } from '../trpc.ts';
import { shelterAudit } from './change-shelter.ts';
import { planFor, tableOf } from './plan-file.ts';

/**
 * Imports the shelters of a file as one command: all rows or, in mode `valid`, those without errors. The file is read
 * and checked again against the registry of this moment, whatever its preview said.
 */
export const importShelters = procedure('shelter.import')
	.input(ImportSheltersInput)
	.mutation(async ({ ctx, input }) => {
		const { actor } = ctx.command;
		const table = await tableOf(input);
		const policy = ctx.app.policies.current().spacePerPersonM2;
		const first = await planFor(ctx.app, ctx.app.db.prisma, actor, table, input, policy);
		const areaCodes = first.rows.flatMap((row) => row.fields?.areaCode ?? []);
		return execute(ctx.app, ctx.command, 'shelter.import', input, async (tx) => {
			// Villages are held first, as by all writers; what came into them meanwhile shows in the second plan.
			await requireAreas(tx, actor, areaCodes);
			const space = await holdSpacePerPerson(tx, policy);
			const { rows } = await planFor(ctx.app, tx, actor, table, input, space);
			const wrong = rows.filter((row) => row.fields === null).length;
			if (input.mode === 'all' && wrong > 0) throw new ProblemError('importHasErrors', { count: wrong });
			const shelters = rows.flatMap(({ fields, contact }) =>
				fields ? [{ shelter: accept(decideRegister(newId(), fields, false, space)), contact }] : []
			);
			if (shelters.length === 0)
				throw new ProblemError(fileProblem('没有可以导入的行', 'no row of it can be imported'));
			await insertShelters(tx, shelters);
			const sha256 = createHash('sha256').update(input.content, 'base64').digest('hex');
			const answer = { imported: shelters.length, skipped: wrong };
			return {
				answer,
				changes: shelters.map(({ shelter }) => ({ type: 'shelter.registered', shelter })),
				audit: [
					{
						verb: 'shelter.import',
						subjectType: 'file',
						subjectId: input.operationId,
						areaCode: actor.areaCode,
						after: { fileName: input.fileName, sha256, mode: input.mode, ...answer }
					},
					...shelters.map(({ shelter }) => shelterAudit('shelter.import', null, shelter))
				]
			};
		});
	});
