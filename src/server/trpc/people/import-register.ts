import { ImportPeopleInput, type RegisterImported } from '#domain/people/import-people.ts';
import { importPeople } from '../../people/import-people.ts';
import { cleanSearchIndex } from '../../repositories/people-import.ts';
import { procedure } from '../trpc.ts';

/** Takes in a register's file: households and persons, all rows or the valid ones, in one transaction. */
export const importRegister = procedure('person.import')
	.input(ImportPeopleInput)
	.mutation(async ({ ctx, input: { file, progressId, ...input } }): Promise<RegisterImported> => {
		const { app, actor, command } = ctx;
		return app.imports.take(
			progressId,
			actor.accountId,
			async (tell) => importPeople(app, command, { ...input, bytes: new Uint8Array(await file.arrayBuffer()) }, tell),
			() => cleanSearchIndex(app.db.pool).catch((error: unknown) => app.reportError(error, { at: 'search index' }))
		);
	});
