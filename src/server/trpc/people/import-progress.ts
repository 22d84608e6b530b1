import { z } from 'zod';
import type { ImportProgress } from '#domain/people/import-people.ts';
import { Id } from '#domain/shared/fields.ts';
import { procedure } from '../trpc.ts';

/** How far one's own reading or taking in of a file is; null when none of this id is under way. */
export const importProgress = procedure('person.import')
	.input(z.object({ progressId: Id }))
	.query(({ ctx, input }): ImportProgress | null => ctx.app.imports.progressOf(input.progressId, ctx.actor.accountId));
