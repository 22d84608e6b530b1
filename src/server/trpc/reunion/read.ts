import { ReadRequestInput, type ReadRequest } from '#domain/reunion/deliver.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { execute } from '../../commands/execute.ts';
import type { Tx } from '../../db/database.ts';
import { findPerson } from '../../repositories/people.ts';
import { lockAnswerable, lockMessage } from '../../repositories/reunion-requests.ts';
import type { Actor } from '#domain/access/can.ts';
import type { App } from '../../app.ts';
import { procedure } from '../trpc.ts';

/**
 * Shows in full who asks, to who tells the sought person or answers the asker. The trail has it before it is shown;
 * nothing of it is kept there or in the operation's answer.
 */
export const read = procedure('reunion.deliver')
	.input(ReadRequestInput)
	.mutation(async ({ ctx, input }): Promise<ReadRequest> => {
		const { actor } = ctx.command;
		await execute(ctx.app, ctx.command, 'reunion.deliver', input, async (tx) => {
			await requestToRead(ctx.app, tx, actor, input.requestId);
			const entry = {
				verb: 'reunion.read' as const,
				subjectType: 'reunionRequest' as const,
				subjectId: input.requestId
			};
			return { answer: null, changes: [], audit: [{ ...entry, areaCode: actor.areaCode }] };
		});
		return ctx.app.db.prisma.$transaction((tx) => requestToRead(ctx.app, tx, actor, input.requestId));
	});

async function requestToRead(app: App, tx: Tx, actor: Actor, requestId: string): Promise<ReadRequest> {
	const message = await lockMessage(tx, app.keyring, actor, requestId);
	const request = message ?? (await lockAnswerable(tx, app.keyring, actor, requestId));
	if (!request) throw new ProblemError('notFound');
	const { asker, sought, message: words } = request.secret;
	// Whoever delivers must find the person; whoever answers knows only what the asker said.
	const person = message && (await findPerson(tx, app.keyring, message.personId));
	return {
		askerName: asker.name,
		askerPhone: asker.phone,
		relation: asker.relation,
		message: words,
		soughtName: person?.person.secret.name ?? (sought.by === 'name' ? sought.name : null)
	};
}
