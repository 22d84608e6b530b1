import { z } from 'zod';
import { Id } from '#domain/shared/fields.ts';
import { maskContact } from '#domain/shelters/contact.ts';
import { findActivations } from '../../repositories/shelter-points.ts';
import { procedure } from '../trpc.ts';
import { shelterToRead } from './change-shelter.ts';

/** A shelter of the registry, its contact masked, and its activations. */
export const get = procedure('shelter.read')
	.input(z.object({ shelterId: Id }))
	.query(async ({ ctx, input }) => {
		const { shelter, contact } = await shelterToRead(ctx.app.db.prisma, ctx.actor, input.shelterId);
		const activations = await findActivations(ctx.app.db, shelter.id);
		return { shelter, maskedContact: maskContact(contact), activations };
	});
