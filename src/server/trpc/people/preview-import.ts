import { PreviewPeopleInput, type RegisterPreview } from '#domain/people/import-people.ts';
import { previewPeople } from '../../people/preview-people.ts';
import { procedure } from '../trpc.ts';

/** Reads a register's file and says what taking it in would do. Writes nothing; a mutation because files are large. */
export const previewImport = procedure('person.import')
	.input(PreviewPeopleInput)
	.mutation(async ({ ctx, input: { file, progressId } }): Promise<RegisterPreview> => {
		const { app, actor, command } = ctx;
		return app.imports.take(progressId, actor.accountId, async (tell) =>
			previewPeople(app, command, new Uint8Array(await file.arrayBuffer()), tell)
		);
	});
