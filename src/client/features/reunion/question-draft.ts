import { AskReunionInput, checkQuestion, type PROVING_KINDS } from '#domain/reunion/ask.ts';
import { describeIssues } from '#domain/shared/describe-issue.ts';
import { problem } from '#domain/shared/problems.ts';
import { ok, refuse, type Result } from '#domain/shared/result.ts';

type ProvingKind = (typeof PROVING_KINDS)[number];

/** A question as the form holds it. */
export interface QuestionDraft {
	asker: { name: string; kind: ProvingKind; number: string; phone: string; relation: string };
	by: 'document' | 'name';
	document: { kind: ProvingKind; number: string };
	described: { name: string; homeCode: string; birthYear: string };
	message: string;
}

export type Question = Omit<AskReunionInput, 'operationId'>;

const Question = AskReunionInput.omit({ operationId: true });

export function newQuestion(): QuestionDraft {
	return {
		asker: { name: '', kind: 'residentId', number: '', phone: '', relation: '' },
		by: 'document',
		document: { kind: 'residentId', number: '' },
		described: { name: '', homeCode: '', birthYear: '' },
		message: ''
	};
}

/**
 * The question as the county takes it.
 *
 * @returns it, or `invalidInput` with every field that is wrong, by paths such as `asker.document.number`
 */
export function questionOf({ asker, by, document, described, message }: QuestionDraft, now: Date): Result<Question> {
	const { kind, number, ...who } = asker;
	const year = /^\s*\d{4}\s*$/.test(described.birthYear) ? Number(described.birthYear) : null;
	const parsed = Question.safeParse({
		asker: { ...who, document: { kind, number } },
		sought:
			by === 'document'
				? { by, document }
				: { by, name: described.name, homeCode: described.homeCode, birthYear: year ?? undefined },
		message
	});
	if (parsed.success) {
		const checked = checkQuestion(parsed.data, now);
		return checked.ok ? ok(checked.value) : checked;
	}
	const fields = describeIssues(parsed.error.issues);
	return refuse(problem('invalidInput', { summary: fields.map(({ zh }) => zh).join('；') }, fields));
}
