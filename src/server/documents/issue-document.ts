import { composeDocument } from '#domain/documents/compose-document.ts';
import { DOCUMENT_KINDS } from '#domain/documents/document.ts';
import type { IssueDocumentInput } from '#domain/documents/issue-document.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { App } from '../app.ts';
import { accept, execute, requireCovered, type CommandContext, type Executor } from '../commands/execute.ts';
import { newId } from '../new-id.ts';
import { insertDocument, lockIssues, type NewDocument } from '../repositories/issued-documents.ts';
import { hashOfContent, hashOfFacts, hashOfFile } from './hash-of.ts';
import { readFacts } from './read-facts.ts';

type Issuer = Executor & Pick<App, 'press' | 'policies'>;

/**
 * Issues a document: composed from the figures that were seen, set in all formats, and frozen with their hashes. It is
 * set before the transaction, which then only looks whether nothing has changed meanwhile.
 *
 * @throws ProblemError `documentOutdated` when the figures or the number are no longer those of the draft,
 * `unknownFigure` when a text names a figure that is not known
 */
export async function issueDocument(
	host: Issuer,
	context: CommandContext,
	input: IssueDocumentInput
): Promise<{ documentId: string; number: number }> {
	const { countyCode } = host;
	requireCovered(context.actor, { areas: [countyCode] });
	const made = await setDocument(host, context, input);
	return execute(host, context, 'document.issue', input, async (tx) => {
		await lockIssues(tx, input.eventId, input.kind);
		const facts = await readFacts(host, tx, context, input);
		if (!made || hashOfFacts(facts) !== input.seen) throw new ProblemError('documentOutdated');
		await insertDocument(tx, context, made);
		const { id: documentId, sha256, content } = made;
		const { kind, number, title } = content;
		const after = { event: content.event.name, kind: DOCUMENT_KINDS[kind].zh, number, title, sha256 };
		const subject = { subjectType: 'document' as const, subjectId: documentId, areaCode: countyCode };
		const answer = { documentId, number };
		return { answer, changes: [], audit: [{ verb: 'document.issue', ...subject, after }] };
	});
}

/** The document with its files; null when the figures are not those that were seen. */
async function setDocument(
	host: Issuer,
	context: CommandContext,
	input: IssueDocumentInput
): Promise<NewDocument | null> {
	const facts = await readFacts(host, host.db.prisma, context, input);
	if (hashOfFacts(facts) !== input.seen) return null;
	const content = accept(composeDocument(facts, input.words, context.now.toISOString()));
	const sha256 = hashOfContent(content);
	const files = await host.press.print(content, sha256);
	return {
		id: newId(),
		content,
		sha256,
		files: files.map(({ format, bytes }) => ({ format, bytes, sha256: hashOfFile(bytes) }))
	};
}
