import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';
import { codesOf } from './db/problem-of-database-error.ts';

/** What a log line keeps of an error. */
interface LoggedError {
	type: string;
	message: string;
	codes: string[];
	stack: string[];
}

/**
 * An error without the data in it: PostgreSQL quotes whole rows in its details and values in its data exceptions
 * (SQLSTATE class 22), Prisma quotes arguments in its validation errors. What happened, and where, stays.
 */
export function describeError(error: unknown): LoggedError {
	if (!(error instanceof Error)) return { type: typeof error, message: '', codes: [], stack: [] };
	const codes = codesOf(error);
	const isQuoting = error.name === 'PrismaClientValidationError' || codes.some((code) => code.startsWith('22'));
	return {
		type: error.name,
		message: isQuoting ? '' : error.message.trim().slice(0, 2_000),
		codes,
		stack: (error.stack ?? '')
			.split('\n')
			.filter((line) => /^\s+at /.test(line))
			.map((line) => line.trim())
	};
}

/** The structured log of the server, one JSON object a line; personal data never goes in. */
export function createLog(config: Pick<Config, 'logLevel'>): Logger {
	return pino({
		level: config.logLevel,
		base: undefined,
		timestamp: pino.stdTimeFunctions.isoTime,
		serializers: { err: describeError },
		redact: ['req.headers.cookie', 'cookie', 'password', 'token']
	});
}

export type { Logger };
