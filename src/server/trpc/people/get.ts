import { z } from 'zod';
import { covers } from '#domain/access/can.ts';
import { pointSubject } from '#domain/counts/count-point.ts';
import { maskPerson } from '#domain/people/mask-person.ts';
import { Id } from '#domain/shared/fields.ts';
import { findPoint } from '../../repositories/counts.ts';
import { findHousehold } from '../../repositories/people.ts';
import { findStays } from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';
import { personToRead } from './person-to-read.ts';

/** A person and the household, masked, and the stay where that lies in the actor's area. */
export const get = procedure('person.read')
	.input(z.object({ personId: Id }))
	.query(async ({ ctx, input }) => {
		const { db, keyring } = ctx.app;
		const { person } = await personToRead(ctx.app, db.prisma, ctx.actor, input.personId);
		const [household, stays] = await Promise.all([
			findHousehold(db.prisma, keyring, person.householdId),
			findStays(db.prisma, [person.id])
		]);
		const open = stays.get(person.id)?.find(({ state }) => state === 'in');
		const point = open ? await findPoint(db, open.pointId) : null;
		const isSeen = open && point && covers(ctx.actor, pointSubject(point));
		return {
			person: maskPerson(person, ctx.command.now),
			household: household.map((member) => maskPerson(member.person, ctx.command.now)),
			stay: isSeen ? { pointId: open.pointId, since: open.inObservedAt } : null
		};
	});
