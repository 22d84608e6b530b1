import { RepliedInput } from '#domain/reunion/deliver.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute } from '../../commands/execute.ts';
import { lockAnswerable, writeReply } from '../../repositories/reunion-requests.ts';
import { procedure } from '../trpc.ts';

/** The asker was given the answer that became possible. */
export const reply = procedure('reunion.ask')
	.input(RepliedInput)
	.mutation(({ ctx, input }) => {
		const { actor, now } = ctx.command;
		return execute(ctx.app, ctx.command, 'reunion.ask', input, async (tx) => {
			const request = await lockAnswerable(tx, ctx.app.keyring, actor, input.requestId);
			if (!request) throw new ProblemError('notFound');
			if (request.version !== input.version) throw new ProblemError('versionConflict');
			await writeReply(tx, request.id, now);
			const entry = { verb: 'reunion.reply' as const, subjectType: 'reunionRequest' as const, subjectId: request.id };
			return { answer: { requestId: request.id }, changes: [], audit: [{ ...entry, areaCode: actor.areaCode }] };
		});
	});
