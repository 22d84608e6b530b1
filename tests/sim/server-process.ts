import { readConfig } from '#server/config.ts';
import { createApp } from '#server/create-app.ts';
import { createHttpServer, listen } from '#server/http/listen.ts';

/** A server process without pages that has read its code and waits to be told which database it is for. */
const tell = (message: object) => process.send!(message);

async function serve(settings: Record<string, string>): Promise<void> {
	const config = readConfig(settings);
	const app = await createApp(config, config.databaseUrl!);
	const server = createHttpServer();
	server.on('request', (request, response) => {
		void app.handle(request, response).then((isAnswered) => {
			if (!isAnswered) response.writeHead(404).end();
		});
	});
	app.attach(server);
	tell({ port: await listen(server, config) });
}

process.on('message', (settings: Record<string, string>) => void serve(settings));
process.on('disconnect', () => process.exit(0));
tell({ isLoaded: true });
