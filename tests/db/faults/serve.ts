import { readConfig } from '#server/config.ts';
import { createApp } from '#server/create-app.ts';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { postgresLog } from '#server/db/postgres-log.ts';
import { createHttpServer, listen } from '#server/http/listen.ts';

/** A server process without pages, so that it needs no build: the parts of `main.ts` that keep data. */
const config = readConfig(process.env);
const embedded = config.databaseUrl ? null : await startEmbeddedPostgres({ dataDir: config.dataDir, log: postgresLog });
const url = embedded?.url ?? config.databaseUrl!;
if (embedded) await migrate(url);
const app = await createApp(config, url);
const server = createHttpServer();
server.on('request', (request, response) => {
	void app.handle(request, response).then((isAnswered) => {
		if (!isAnswered) response.writeHead(404).end();
	});
});
app.attach(server);
const port = await listen(server, config);
process.stdout.write(`ready: ${port} ${url}\n`);
