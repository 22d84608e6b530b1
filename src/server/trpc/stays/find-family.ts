import { keysOfNumber } from '#domain/people/identity-document.ts';
import { FindFamilyInput } from '#domain/stays/place-commands.ts';
import type { FoundFamily } from '#domain/stays/directory.ts';
import { directoryHouseholds } from '../../people/directory-households.ts';
import { findElsewhere } from '../../repositories/directory.ts';
import { findByDocuments, findMembers } from '../../repositories/people.ts';
import { procedure } from '../trpc.ts';
import { pointToRead } from './point-to-read.ts';

/**
 * The family of who has exactly this document, wherever it is registered: who checks people in holds the document in
 * her hand. Null where nobody has it. A mutation, though nothing changes: a number must not stand in an address.
 */
export const findFamily = procedure('stay.checkIn')
	.input(FindFamilyInput)
	.mutation(async ({ ctx, input }): Promise<FoundFamily | null> => {
		const { db, keyring } = ctx.app;
		const { now } = ctx.command;
		const point = await pointToRead(db, ctx.actor, input.pointId);
		const [found] = await findByDocuments(db.prisma, keyring, keysOfNumber(input.number, now));
		if (!found) return null;
		const { id: personId, householdId } = found.person;
		const members = await findMembers(db.prisma, keyring, [householdId]);
		const key = keyring.lookupKey(ctx.actor.accountId, ctx.command.deviceId);
		const [household] = directoryHouseholds([householdId], members, key, now);
		return household ? { personId, household, elsewhere: await findElsewhere(db, point.id, [householdId]) } : null;
	});
