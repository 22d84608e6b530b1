import { z } from 'zod';
import { AreaCode } from '../areas/area-code.ts';
import { checkDocument, type IdentityDocument } from '../people/identity-document.ts';
import { PersonName } from '../people/person.ts';
import { Command, line } from '../shared/fields.ts';
import { describeProblem, problem, type FieldProblem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { Phone } from '../shelters/contact.ts';

/** Documents that prove who somebody is. */
export const PROVING_KINDS = ['residentId', 'passport', 'hkMacaoPermit', 'taiwanPermit'] as const;

/** A document that is held in the hand: none is not one. */
export const ProvingDocument = z.object({ kind: z.enum(PROVING_KINDS), number: line(40).min(1) });

/** Who asks: recorded before anything is looked up. */
export const Asker = z.object({
	name: PersonName,
	document: ProvingDocument,
	/** Where an answer reaches them. */
	phone: Phone.min(1),
	/** What they are to the person: son, neighbour. */
	relation: line(20).min(1)
});
export type Asker = z.infer<typeof Asker>;

/** Who is sought, by an exact key only: the document, or full name, home village and year of birth together. */
export const Sought = z.discriminatedUnion('by', [
	z.object({ by: z.literal('document'), document: ProvingDocument }),
	z.object({
		by: z.literal('name'),
		name: PersonName,
		homeCode: AreaCode,
		birthYear: z.int().min(1900).max(2199)
	})
]);
export type Sought = z.infer<typeof Sought>;

/** “Where is my mother?”, asked by a relative through an officer. */
export const AskReunionInput = Command.extend({
	asker: Asker,
	sought: Sought,
	/** What the sought person is to be told, besides who asks. */
	message: line(200).default('')
});
export type AskReunionInput = z.infer<typeof AskReunionInput>;

/** A question as it is kept, encrypted. */
export type ReunionSecret = Pick<AskReunionInput, 'asker' | 'sought' | 'message'>;

/**
 * Checks the documents of a question and brings their numbers into the one form.
 *
 * @returns the question, or `invalidInput` with the fields that are wrong
 */
export function checkQuestion({ asker, sought, message }: ReunionSecret, now: Date): Result<ReunionSecret> {
	const fields: FieldProblem[] = [];
	const checked = <D extends IdentityDocument>(document: D, path: string): D => {
		const result = checkDocument(document, now);
		if (result.ok) return result.value.document as D;
		const [zh, en] = [describeProblem(result.problem, 'zh'), describeProblem(result.problem, 'en')];
		fields.push({ path, zh, en });
		return document;
	};
	const question: ReunionSecret = {
		asker: { ...asker, document: checked(asker.document, 'asker.document.number') },
		sought:
			sought.by === 'document' ? { ...sought, document: checked(sought.document, 'sought.document.number') } : sought,
		message
	};
	if (fields.length === 0) return ok(question);
	return refuse(problem('invalidInput', { summary: fields.map(({ zh }) => zh).join('；') }, fields));
}
