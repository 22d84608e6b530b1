import { z } from 'zod';
import type { ArchiveHold } from '#domain/archive/archive.ts';
import { Id } from '#domain/shared/fields.ts';
import { findHold } from '../../repositories/archive.ts';
import { procedure } from '../trpc.ts';
import { subjectToHold } from './subject-to-hold.ts';

/** The last word on how long a household must not be anonymised; null where there is none. */
export const holdOf = procedure('archive.read')
	.input(z.object({ householdId: Id }))
	.query(async ({ ctx, input }): Promise<ArchiveHold | null> => {
		const { db, countyCode } = ctx.app;
		await subjectToHold(db.prisma, ctx.actor, countyCode, input);
		return findHold(db.prisma, input);
	});
