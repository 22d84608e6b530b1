import { z } from 'zod';
import { covers, type Actor } from '#domain/access/can.ts';
import { maskPerson } from '#domain/people/mask-person.ts';
import { maskNextOfKin, type PersonPage, type StayLine } from '#domain/people/person-view.ts';
import { Id } from '#domain/shared/fields.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { findHousehold } from '../../repositories/people.ts';
import { findRecord } from '../../repositories/person-records.ts';
import { findStayHistory, type StoredStay } from '../../repositories/stay-history.ts';
import { procedure } from '../trpc.ts';
import { personToRead } from './person-to-read.ts';

/** A person and the household, masked, and the stays, with their places where those lie in the actor's area. */
export const get = procedure('person.read')
	.input(z.object({ personId: Id }))
	.query(async ({ ctx, input }): Promise<PersonPage> => {
		const { db, keyring } = ctx.app;
		const { now } = ctx.command;
		const { person } = await personToRead(ctx.app, db.prisma, ctx.actor, input.personId);
		const [record, household, history] = await Promise.all([
			findRecord(db.prisma, person.id),
			findHousehold(db.prisma, keyring, person.householdId),
			findStayHistory(db.prisma, [person.id])
		]);
		if (!record) throw new ProblemError('notFound');
		const stays = (history.get(person.id) ?? []).map((stay) => stayLine(ctx.actor, stay));
		const open = stays.find(({ state }) => state === 'in');
		return {
			...record,
			person: maskPerson(person, now),
			nextOfKin: maskNextOfKin(person.secret.nextOfKin),
			hasNeedNote: person.secret.needNote !== '',
			household: household.map((member) => maskPerson(member.person, now)),
			stay: open?.place ? { pointId: open.place.pointId, since: open.from } : null,
			stays
		};
	});

function stayLine(actor: Actor, { areaCode, pointId, placeName, toPlaceName, ...stay }: StoredStay): StayLine {
	const isSeen = covers(actor, { areas: [areaCode] });
	return {
		...stay,
		place: isSeen ? { pointId, name: placeName } : null,
		toPlaceName: isSeen ? toPlaceName : null
	};
}
