import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';
import { problemOf } from '#client/live/request-problem.ts';
import { problem, ProblemError } from '#domain/shared/problems.ts';

const answered = (data: unknown) =>
	new TRPCClientError('x', { result: { error: { message: 'x', code: -32000, data } } as never });

it('reads the problem out of the answer', () => {
	const of = problem('wrongCredentials', { remaining: 3 });
	expect(problemOf(answered({ httpStatus: 401, problem: of }))).toEqual(of);
	expect(problemOf(new ProblemError(of))).toEqual(of);
});

it('calls what is no answer of ours a lost connection', () => {
	expect(problemOf(new TRPCClientError('Failed to fetch')).code).toBe('notConnected');
	expect(problemOf(answered(undefined)).code).toBe('notConnected');
	expect(problemOf(answered({ problem: { code: 'invented' } })).code).toBe('notConnected');
});

it('throws on what is no failed request at all', () => {
	expect(() => problemOf(new TypeError('a bug'))).toThrow('a bug');
});
