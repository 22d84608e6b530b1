import { TRPCClientError } from '@trpc/client';
import { problem, PROBLEMS, ProblemError, type Problem } from '#domain/shared/problems.ts';

function isProblem(value: unknown): value is Problem {
	return typeof value === 'object' && value !== null && 'code' in value && String(value.code) in PROBLEMS;
}

/**
 * The problem a failed request is to the user. An answer that is not ours (no network, a proxy's page, a wait that was
 * given up) is `notConnected`. What is no failed request at all is a fault of the program and is thrown on.
 */
export function problemOf(error: unknown): Problem {
	if (error instanceof ProblemError) return error.problem;
	if (!(error instanceof TRPCClientError)) throw error;
	const data: unknown = error.data;
	const of = typeof data === 'object' && data !== null && 'problem' in data ? data.problem : null;
	return isProblem(of) ? of : problem('notConnected');
}
