import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

/** The structured log of the server, one JSON object a line; personal data never goes in. */
export function createLog(config: Pick<Config, 'logLevel'>): Logger {
	return pino({
		level: config.logLevel,
		base: undefined,
		timestamp: pino.stdTimeFunctions.isoTime,
		redact: ['req.headers.cookie', 'cookie', 'password', 'token']
	});
}

export type { Logger };
