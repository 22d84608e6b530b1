import { draftWords } from '#domain/documents/draft-document.ts';
import { DraftDocumentInput } from '#domain/documents/issue-document.ts';
import { requireCovered } from '../../commands/execute.ts';
import { hashOfFacts } from '../../documents/hash-of.ts';
import { readFacts } from '../../documents/read-facts.ts';
import { procedure } from '../trpc.ts';

/** What the next document of an event would be made from, its first words, and the hash under which it is issued. */
export const draft = procedure('document.draft')
	.input(DraftDocumentInput)
	.query(async ({ ctx, input }) => {
		requireCovered(ctx.actor, { areas: [ctx.app.countyCode] });
		const facts = await readFacts(ctx.app, ctx.app.db.prisma, ctx.command, input);
		return { facts, words: draftWords(facts), seen: hashOfFacts(facts) };
	});
