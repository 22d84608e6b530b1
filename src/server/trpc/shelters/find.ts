import { FindSheltersInput } from '#domain/shelters/find-shelters.ts';
import { findShelters } from '../../repositories/find-shelters.ts';
import { requireOwnAreas } from '../../repositories/required-areas.ts';
import { procedure } from '../trpc.ts';

/** A page of the registry. */
export const find = procedure('shelter.read')
	.input(FindSheltersInput)
	.query(({ ctx, input }) => {
		if (input.areaCode) requireOwnAreas(ctx.actor, [input.areaCode]);
		return findShelters(ctx.app.db, ctx.actor, input);
	});
