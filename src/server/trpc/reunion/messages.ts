import { maskPerson } from '#domain/people/mask-person.ts';
import type { ReunionMessage } from '#domain/reunion/deliver.ts';
import { findPersons } from '../../repositories/people.ts';
import { findMessages } from '../../repositories/reunion-requests.ts';
import { procedure } from '../trpc.ts';

const MOST = 100;

/** Words of relatives that wait to be told to people at the account's places, oldest first; masked. */
export const messages = procedure('reunion.deliver').query(async ({ ctx }): Promise<{ messages: ReunionMessage[] }> => {
	const { db, keyring } = ctx.app;
	const found = await findMessages(db.prisma, keyring, ctx.actor, MOST);
	const stored = await findPersons(db.prisma, keyring, [...new Set(found.map(({ personId }) => personId))]);
	const people = new Map(stored.map(({ person }) => [person.id, maskPerson(person, ctx.command.now)]));
	return {
		messages: found.flatMap(({ id, version, personId, place, askedAt, tries, secret }) => {
			const person = people.get(personId);
			const where = place && { pointId: place.pointId, name: place.name };
			const { relation } = secret.asker;
			return person ? [{ id, version, person, place: where, askedAt, relation, tries }] : [];
		})
	};
});
