import { maskPerson } from '#domain/people/mask-person.ts';
import { orderHouseholds } from '#domain/relocation/order-households.ts';
import { GetListInput, type ListHousehold, type RelocationListView } from '#domain/relocation/relocation.ts';
import { findDestinations } from '../../repositories/directory.ts';
import { findMembers } from '../../repositories/people.ts';
import { findRelocations } from '../../repositories/relocation-households.ts';
import { countUnlisted, findPlacesOf } from '../../repositories/relocation-lists.ts';
import { findGroups } from '../../repositories/roster-groups.ts';
import { countUnmatched } from '../../repositories/rosters.ts';
import { procedure } from '../trpc.ts';
import { listToRead } from './list-to-read.ts';

/** The relocation list of a village, masked, the most vulnerable first. */
export const list = procedure('relocation.read')
	.input(GetListInput)
	.query(async ({ ctx, input }): Promise<RelocationListView> => {
		const { db, keyring, policies } = ctx.app;
		const { now } = ctx.command;
		const { id, madeAt, madeByName } = await listToRead(db.prisma, ctx.actor, input);
		const stored = await findRelocations(db.prisma, keyring, { listId: id });
		const householdIds = stored.map(({ householdId }) => householdId);
		const members = await findMembers(db.prisma, keyring, householdIds);
		const ids = members.map(({ person }) => person.id);
		const [groups, places, destinations, unlisted, unmatched] = await Promise.all([
			findGroups(db.prisma, ids),
			findPlacesOf(db.prisma, ids),
			findDestinations(db.prisma, input),
			countUnlisted(db.prisma, input.eventId, input.areaCode),
			countUnmatched(db.prisma, input.areaCode)
		]);
		const nameOf = new Map(destinations.map(({ pointId, name }) => [pointId, name]));
		const views = stored.map(({ listId: _, isStruck, destination, toPointId, ...household }) => ({
			isStruck,
			...household,
			members: members
				.filter(({ person }) => person.householdId === household.householdId)
				.sort((a, b) => Number(b.person.relation === 'head') - Number(a.person.relation === 'head'))
				.map(({ person }) => ({
					...maskPerson(person, now),
					groups: groups.get(person.id) ?? [],
					place: places.get(person.id) ?? null
				})),
			destination: destination && { kind: destination, toPointId, name: nameOf.get(toPointId ?? '') ?? '' }
		}));
		const inOrder = (wanted: boolean) =>
			orderHouseholds(
				views.flatMap(({ isStruck, ...household }): ListHousehold[] =>
					isStruck === wanted && household.members.length > 0 ? [household] : []
				),
				policies.current()
			);
		return {
			...input,
			madeAt: madeAt.toISOString(),
			madeByName,
			households: inOrder(false),
			struck: inOrder(true),
			unlisted,
			unmatched,
			destinations: destinations.map(({ pointId, name, township }) => ({ pointId, name, township })),
			at: now.toISOString()
		};
	});
