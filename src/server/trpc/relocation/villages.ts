import { FindVillagesInput, type VillageProgress } from '#domain/relocation/relocation.ts';
import { findVillages } from '../../repositories/relocation-lists.ts';
import { procedure } from '../trpc.ts';
import { eventToRead } from './event-to-read.ts';

/** The villages of the actor's area with registered households, and how far their relocation is for an event. */
export const villages = procedure('relocation.read')
	.input(FindVillagesInput)
	.query(async ({ ctx, input }): Promise<{ villages: VillageProgress[] }> => {
		const { db } = ctx.app;
		const event = await eventToRead(db, ctx.actor, input.eventId);
		return { villages: await findVillages(db.prisma, event.id, ctx.actor.areaCode) };
	});
