import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { postgresLog } from '#server/db/postgres-log.ts';
import { reportFailure } from '#server/start-failure.ts';

/** A process of its own that starts the database of the folder in its argument, prints its address, and stays. */
try {
	const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', log: postgresLog });
	process.stdout.write(`${postgres.url}\n`);
	process.on('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
} catch (error) {
	process.exitCode = reportFailure(error, (text) => process.stderr.write(text));
}
