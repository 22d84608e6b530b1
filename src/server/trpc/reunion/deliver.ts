import { decideDelivery, DeliverInput } from '#domain/reunion/deliver.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { accept, execute } from '../../commands/execute.ts';
import { writeConsent } from '../../repositories/person-records.ts';
import { lockMessage, writeDelivery } from '../../repositories/reunion-requests.ts';
import { procedure } from '../trpc.ts';

/** The sought person was told who asks: what they said is kept, and their consent with their record if they give it. */
export const deliver = procedure('reunion.deliver')
	.input(DeliverInput)
	.mutation(({ ctx, input }) => {
		const { actor } = ctx.command;
		return execute(ctx.app, ctx.command, 'reunion.deliver', input, async (tx) => {
			const message = await lockMessage(tx, ctx.app.keyring, actor, input.requestId);
			if (!message) throw new ProblemError('notFound');
			if (message.version !== input.version) throw new ProblemError('versionConflict');
			const delivery = accept(decideDelivery(message, input.outcome));
			await writeDelivery(tx, ctx.command, message, delivery);
			if (delivery.grantsAll) await writeConsent(tx, message.personId, true);
			const areaCode = message.place?.areaCode ?? actor.areaCode;
			const verb = 'reunion.deliver' as const;
			const { outcome } = input;
			const consent = {
				verb,
				subjectType: 'person' as const,
				subjectId: message.personId,
				areaCode,
				after: { mayBeFound: true }
			};
			return {
				answer: { requestId: message.id },
				changes: [],
				audit: [
					{ verb, subjectType: 'reunionRequest' as const, subjectId: message.id, areaCode, after: { outcome } },
					...(delivery.grantsAll ? [consent] : [])
				]
			};
		});
	});
