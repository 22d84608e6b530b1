import { ImportPeopleInput, type RegisterImported } from '#domain/people/import-people.ts';
import { importPeople } from '../../people/import-people.ts';
import { procedure } from '../trpc.ts';

/** Takes in a register's file: households and persons, all rows or the valid ones, in one transaction. */
export const importRegister = procedure('person.import')
	.input(ImportPeopleInput)
	.mutation(async ({ ctx, input: { file, ...input } }): Promise<RegisterImported> => {
		const bytes = new Uint8Array(await file.arrayBuffer());
		return importPeople(ctx.app, ctx.command, { ...input, bytes });
	});
