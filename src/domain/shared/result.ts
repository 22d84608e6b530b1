import type { Problem } from './problems.ts';

/** What a pure decision returns: the value, or the problem that stands in the way. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function ok<T>(value: T): Result<T> {
	return { ok: true, value };
}

export function refuse(problem: Problem): Result<never> {
	return { ok: false, problem };
}
