import { problem, type Problem } from '#domain/shared/problems.ts';

const DISK_FULL = new Set(['53100', '53200']);
const UNREACHABLE = new Set([
	'08000',
	'08001',
	'08003',
	'08004',
	'08006',
	'57P01',
	'57P02',
	'57P03',
	'53300',
	'ECONNREFUSED',
	'ECONNRESET',
	'EPIPE',
	'ENOENT',
	'ETIMEDOUT',
	'P1001',
	'P1002',
	'P1008',
	'P1017',
	'P2024',
	'P2028'
]);
const RETRY = new Set(['40001', '40P01', 'P2034']);

/** The codes an error carries: its own and those of what caused it (pg's SQLSTATE, Node's errno, Prisma's P-codes). */
export function codesOf(error: unknown): string[] {
	const codes: string[] = [];
	let at: unknown = error;
	for (let depth = 0; at && typeof at === 'object' && depth < 5; depth++) {
		const { code, originalCode, cause, meta } = at as Record<string, unknown>;
		for (const value of [code, originalCode]) if (typeof value === 'string') codes.push(value);
		at = cause ?? (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
	}
	return codes;
}

/** Whether the same transaction may simply be tried again (deadlock, serialisation failure). */
export function isRetryable(error: unknown): boolean {
	return codesOf(error).some((code) => RETRY.has(code));
}

/** Whether a unique index refused a row. */
export function isUniqueViolation(error: unknown): boolean {
	return codesOf(error).some((code) => code === '23505' || code === 'P2002');
}

/** The problem a user is told of when the database fails, or undefined when the error is not the database's state. */
export function problemOfDatabaseError(error: unknown): Problem | undefined {
	const codes = codesOf(error);
	const message = error instanceof Error ? error.message : '';
	if (codes.some((code) => DISK_FULL.has(code)) || /No space left on device/.test(message)) return problem('diskFull');
	if (codes.some((code) => UNREACHABLE.has(code))) return problem('databaseUnavailable');
	if (
		/Connection terminated|is not queryable|timeout exceeded when trying to connect|Can't reach database|ECONNREFUSED/.test(
			message
		)
	)
		return problem('databaseUnavailable');
	return undefined;
}
