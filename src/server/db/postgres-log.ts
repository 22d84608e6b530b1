import type { DatabaseLog } from './embedded-postgres.ts';

const write = (message: string): void => void process.stderr.write(`PostgreSQL: ${message}\n`);

/** Tells on standard error what happens to the embedded database; a command's standard output stays its own. */
export const postgresLog: DatabaseLog = { info: write, warn: write, error: write };
