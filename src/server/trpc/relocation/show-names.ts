import { ShowNamesInput, type FullName } from '#domain/relocation/relocation.ts';
import { execute } from '../../commands/execute.ts';
import { findMembers } from '../../repositories/people.ts';
import { findRelocations } from '../../repositories/relocation-households.ts';
import { procedure } from '../trpc.ts';
import { listToRead } from './list-to-read.ts';

/**
 * The people of a list in full, for helpers who go from door to door. The trail keeps who saw which list, when and
 * why; the names are read after that is written, and are in neither it nor the operation's answer.
 */
export const showNames = procedure('relocation.showNames')
	.input(ShowNamesInput)
	.mutation(async ({ ctx, input }): Promise<{ names: FullName[] }> => {
		const { db, keyring } = ctx.app;
		const { listId } = await execute(ctx.app, ctx.command, 'relocation.showNames', input, async (tx) => {
			const { id, areaCode } = await listToRead(tx, ctx.actor, input);
			const subject = { subjectType: 'relocationList' as const, subjectId: id, areaCode };
			const audit = [{ verb: 'relocation.showNames' as const, ...subject, reason: input.reason }];
			return { answer: { listId: id }, changes: [], audit };
		});
		const households = await findRelocations(db.prisma, keyring, { listId });
		const ids = households.map(({ householdId }) => householdId);
		const members = await findMembers(db.prisma, keyring, ids);
		return {
			names: members.map(({ person: { id, secret } }) => {
				return { personId: id, name: secret.name, phone: secret.phone, address: secret.address ?? '' };
			})
		};
	});
