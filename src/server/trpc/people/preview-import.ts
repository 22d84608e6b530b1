import { PreviewPeopleInput, type RegisterPreview } from '#domain/people/import-people.ts';
import { previewPeople } from '../../people/import-people.ts';
import { procedure } from '../trpc.ts';

/** Reads a register's file and says what taking it in would do. Writes nothing; a mutation because files are large. */
export const previewImport = procedure('person.import')
	.input(PreviewPeopleInput)
	.mutation(async ({ ctx, input }): Promise<RegisterPreview> => {
		const bytes = new Uint8Array(await input.file.arrayBuffer());
		return previewPeople(ctx.app, ctx.command, bytes);
	});
