import type { Problem } from '#domain/shared/problems.ts';

/** A problem whose fields are those of a form that is a part of the command. */
export function withoutPrefix(problem: Problem | null, prefix: string): Problem | null {
	if (!problem?.fields) return problem;
	const fields = problem.fields.map((of) => ({
		...of,
		path: of.path.startsWith(prefix) ? of.path.slice(prefix.length) : of.path
	}));
	return { ...problem, fields };
}
