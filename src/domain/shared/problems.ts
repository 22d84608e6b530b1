import { ACCESS_PROBLEMS } from './catalogue/access-problems.ts';
import { DEVICE_PROBLEMS } from './catalogue/device-problems.ts';
import { EVENT_PROBLEMS } from './catalogue/event-problems.ts';
import { PEOPLE_PROBLEMS } from './catalogue/people-problems.ts';
import { REPORT_PROBLEMS } from './catalogue/report-problems.ts';
import { REQUEST_PROBLEMS } from './catalogue/request-problems.ts';

/** A language of the product: Chinese first, English second. */
export type Locale = 'zh' | 'en';

/**
 * Every problem a user can meet: its code, its HTTP status and its words. `{name}` is filled from the problem's
 * params. The words say what is wrong and how to mend it.
 *
 * Each stands in the part of the catalogue that is its field’s; a code is in one of them only.
 */
export const PROBLEMS = {
	...REQUEST_PROBLEMS,
	...ACCESS_PROBLEMS,
	...EVENT_PROBLEMS,
	...PEOPLE_PROBLEMS,
	...REPORT_PROBLEMS,
	...DEVICE_PROBLEMS
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** One field that needs attention: where, and what to do, in both languages. */
export interface FieldProblem {
	/** Path in the input, such as `ageBands.children` or `rows.3.name`. */
	path: string;
	zh: string;
	en: string;
}

/** A problem as it travels: a code of the catalogue, the figures in its words, and the fields it concerns. */
export interface Problem {
	code: ProblemCode;
	params?: Record<string, string | number>;
	fields?: FieldProblem[];
}

export function problem(code: ProblemCode, params?: Problem['params'], fields?: FieldProblem[]): Problem {
	return { code, ...(params ? { params } : {}), ...(fields ? { fields } : {}) };
}

/** The words of a problem in a language, with its figures filled in. */
export function describeProblem(of: Problem, locale: Locale): string {
	const words: string = PROBLEMS[of.code][locale];
	// Which fields need attention is said in the language asked for, not in the one the summary was made in.
	const fields = [...new Set((of.fields ?? []).map((field) => field[locale]))];
	const params = fields.length > 0 ? { ...of.params, summary: fields.join(locale === 'zh' ? '；' : '; ') } : of.params;
	return words.replace(/\{(\w+)\}/g, (_, name: string) => String(params?.[name] ?? ''));
}

/** A problem thrown where returning it would only be passed up: repositories and procedures. */
export class ProblemError extends Error {
	readonly problem: Problem;

	constructor(of: Problem | ProblemCode, params?: Problem['params'], fields?: FieldProblem[]) {
		const made = typeof of === 'string' ? problem(of, params, fields) : of;
		super(made.code);
		this.name = 'ProblemError';
		this.problem = made;
	}
}
