import { decideAnswer, type ReunionAnswer } from '#domain/reunion/answer.ts';
import { AskReunionInput, checkQuestion } from '#domain/reunion/ask.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { accept, execute } from '../../commands/execute.ts';
import { newId } from '../../new-id.ts';
import { keyedCommand } from '../../people/keyed-command.ts';
import { askerIndexOf, countQuestions, insertRequest } from '../../repositories/reunion-requests.ts';
import { findMatches } from '../../reunion/find-matches.ts';
import { procedure } from '../trpc.ts';

const HOUR = 3_600_000;

/**
 * A relative asks where somebody is: who asks is recorded, then the sought person is looked up by an exact key, and the
 * answer follows the role and the person's consent. Nothing of the answer is kept with the operation; it is made anew.
 */
export const ask = procedure('reunion.ask')
	.input(AskReunionInput)
	.mutation(async ({ ctx, input }): Promise<{ answer: ReunionAnswer }> => {
		const { keyring, policies, db } = ctx.app;
		const { actor, now } = ctx.command;
		const secret = accept(checkQuestion(input, now));
		const { by } = secret.sought;
		const askerIndex = askerIndexOf(keyring, secret.asker);
		await execute(ctx.app, ctx.command, 'reunion.ask', keyedCommand(keyring, input), async (tx) => {
			const limit = policies.current().reunionAsksPerHour;
			const asked = await countQuestions(tx, actor.accountId, new Date(now.getTime() - HOUR));
			if (asked >= limit) throw new ProblemError('tooManyQuestions', { limit });
			const matches = await findMatches(tx, keyring, secret.sought, askerIndex);
			const { answer, personId } = decideAnswer(actor.role, by, matches);
			const id = newId();
			await insertRequest(tx, keyring, ctx.command, { id, secret, personId, answer: answer.kind });
			const entry = { verb: 'reunion.ask' as const, subjectType: 'reunionRequest' as const, subjectId: id };
			const after = { by, answer: answer.kind };
			return { answer: null, changes: [], audit: [{ ...entry, areaCode: actor.areaCode, after }] };
		});
		const { answer } = decideAnswer(actor.role, by, await findMatches(db.prisma, keyring, secret.sought, askerIndex));
		return { answer };
	});
