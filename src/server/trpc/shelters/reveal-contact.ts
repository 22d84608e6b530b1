import { RevealContactInput } from '#domain/shelters/contact.ts';
import { execute } from '../../commands/execute.ts';
import { procedure } from '../trpc.ts';
import { shelterToRead } from './change-shelter.ts';

/**
 * Shows the contact of a shelter in full, with a reason. Who saw it, when and why is in the audit trail; the contact
 * itself is read after that is written, so that it is kept neither there nor in the operation's answer.
 */
export const revealContact = procedure('shelter.readContact')
	.input(RevealContactInput)
	.mutation(async ({ ctx, input }) => {
		const { actor } = ctx.command;
		await execute(ctx.app, ctx.command, 'shelter.readContact', input, async (tx) => {
			const { shelter } = await shelterToRead(tx, actor, input.shelterId);
			const { id: subjectId, areaCode } = shelter;
			const { reason } = input;
			return {
				answer: null,
				changes: [],
				audit: [{ verb: 'shelter.readContact', subjectType: 'shelter', subjectId, areaCode, reason }]
			};
		});
		const { contact } = await shelterToRead(ctx.app.db.prisma, actor, input.shelterId);
		return { contact };
	});
