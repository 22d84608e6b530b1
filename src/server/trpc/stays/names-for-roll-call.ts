import { CallNamesInput, type CalledNames } from '#domain/stays/place-commands.ts';
import { MOST_IN_DIRECTORY } from '#domain/stays/directory.ts';
import { execute } from '../../commands/execute.ts';
import { findPersons } from '../../repositories/people.ts';
import { findPresent } from '../../repositories/stays.ts';
import { procedure } from '../trpc.ts';
import { placeToWorkIn } from './place-to-work-in.ts';

/**
 * The full names of those who are at a place, to call them aloud. The trail keeps who saw whom (ids), when and why; the
 * names are read after that is written, and are kept neither there nor in the operation's answer.
 */
export const namesForRollCall = procedure('stay.callNames')
	.input(CallNamesInput)
	.mutation(async ({ ctx, input }): Promise<CalledNames> => {
		const { db, keyring } = ctx.app;
		const { pointId, reason } = input;
		const { personIds } = await execute(ctx.app, ctx.command, 'stay.callNames', input, async (tx) => {
			const point = await placeToWorkIn(tx, ctx.actor, pointId);
			const present = await findPresent(tx, point.id, MOST_IN_DIRECTORY, undefined);
			const answer = { personIds: present.map(({ personId }) => personId) };
			const subject = { subjectType: 'countPoint' as const, subjectId: point.id, areaCode: point.areaCode };
			return { answer, changes: [], audit: [{ verb: 'stay.callNames', ...subject, after: answer, reason }] };
		});
		const stored = await findPersons(db.prisma, keyring, personIds);
		return { pointId, names: stored.map(({ person }) => ({ personId: person.id, name: person.secret.name })) };
	});
