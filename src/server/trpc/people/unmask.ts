import { UnmaskPersonInput, type UnmaskedPerson } from '#domain/people/find-people.ts';
import { execute } from '../../commands/execute.ts';
import { areaOfPerson } from '../../people/area-of-person.ts';
import { findPhoto } from '../../repositories/person-photos.ts';
import { procedure } from '../trpc.ts';
import { personToUse } from './person-to-read.ts';

/**
 * Shows a person in full, with a reason. Who saw it, when and why is in the audit trail; the person is read after that
 * is written, so that nothing of it is kept there or in the operation's answer.
 */
export const unmask = procedure('person.unmask')
	.input(UnmaskPersonInput)
	.mutation(async ({ ctx, input }): Promise<UnmaskedPerson> => {
		const { actor } = ctx.command;
		await execute(ctx.app, ctx.command, 'person.unmask', input, async (tx) => {
			const { person } = await personToUse(ctx.app, tx, actor, input.personId);
			const areaCode = areaOfPerson(ctx.app.countyCode, actor, person.homeCode);
			const { reason } = input;
			return {
				answer: null,
				changes: [],
				audit: [{ verb: 'person.unmask', subjectType: 'person', subjectId: person.id, areaCode, reason }]
			};
		});
		const { prisma } = ctx.app.db;
		const { person } = await personToUse(ctx.app, prisma, actor, input.personId);
		const photo = await findPhoto(prisma, ctx.app.keyring, person.id);
		return { id: person.id, ...person.secret, photo };
	});
