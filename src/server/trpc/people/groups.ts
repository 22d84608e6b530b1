import { seesPerson } from '#domain/people/find-people.ts';
import type { Group } from '#domain/rosters/groups.ts';
import { FindGroupsInput } from '#domain/rosters/roster.ts';
import { findScopes } from '../../repositories/people.ts';
import { findGroups } from '../../repositories/roster-groups.ts';
import { procedure } from '../trpc.ts';

/** The vulnerable groups of people whom the actor may see, by person; those in none are left out. */
export const groups = procedure('person.read')
	.input(FindGroupsInput)
	.query(async ({ ctx, input }): Promise<{ groups: Record<string, Group[]> }> => {
		const { db, countyCode } = ctx.app;
		const scopes = await findScopes(db.prisma, input.personIds);
		const seen = input.personIds.filter((id) => seesPerson(ctx.actor, scopes.get(id) ?? [], countyCode));
		return { groups: Object.fromEntries(await findGroups(db.prisma, seen)) };
	});
