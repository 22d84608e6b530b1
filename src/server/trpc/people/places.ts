import { covers } from '#domain/access/can.ts';
import { seesPerson } from '#domain/people/find-people.ts';
import { FindPlacesInput, type PlaceOfPerson } from '#domain/people/places.ts';
import { findScopes } from '../../repositories/people.ts';
import { findStayHistory } from '../../repositories/stay-history.ts';
import { procedure } from '../trpc.ts';

/** Where people are whom the actor may see, by person, as far as the places lie in the actor's area. */
export const places = procedure('person.read')
	.input(FindPlacesInput)
	.query(async ({ ctx, input }): Promise<{ places: Record<string, PlaceOfPerson> }> => {
		const { db, countyCode } = ctx.app;
		const scopes = await findScopes(db.prisma, input.personIds);
		const seen = input.personIds.filter((id) => seesPerson(ctx.actor, scopes.get(id) ?? [], countyCode));
		const found = await findStayHistory(db.prisma, seen, true);
		const places = [...found].flatMap(([personId, [stay]]) =>
			stay && covers(ctx.actor, { areas: [stay.areaCode] })
				? [[personId, { pointId: stay.pointId, name: stay.placeName, since: stay.from }] as const]
				: []
		);
		return { places: Object.fromEntries(places) };
	});
