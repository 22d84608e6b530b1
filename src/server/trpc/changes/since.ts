import { z } from 'zod';
import { audienceOf, isTold } from '#domain/changes/audience.ts';
import type { SinceAnswer } from '#domain/changes/message.ts';
import { procedure } from '../trpc.ts';

const SinceInput = z.object({ seq: z.int().min(0) });

/** Beyond this many changes a snapshot is smaller than what was missed. */
const MOST_TO_REPLAY = 20_000;
const PAGE = 5_000;

/** The changes after a number that the account may see: how a client comes back from any absence. */
export const changesSince = procedure('event.read')
	.input(SinceInput)
	.query(async ({ ctx, input }): Promise<SinceAnswer> => {
		const { feed } = ctx.app;
		// Who has heard of more came from another process, of which this one is about to hear too.
		if (input.seq > feed.seq) await feed.settled();
		const current = feed.seq;
		if (input.seq > current || current - input.seq > MOST_TO_REPLAY) return { kind: 'snapshot' };
		const entries = await feed.after(input.seq, PAGE);
		if (!entries) return { kind: 'snapshot' };
		const isComplete = entries.length < PAGE;
		const audience = audienceOf(ctx.actor);
		return {
			kind: 'changes',
			upto: entries.at(-1)?.seq ?? input.seq,
			isComplete,
			changes: entries.filter((entry) => isTold(audience, entry.kind, entry.subject)).map(({ numbered }) => numbered),
			at: ctx.command.now.toISOString()
		};
	});
