import { existsSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../config.ts';
import { StartFailure } from '../start-failure.ts';

/** Answers what the server itself does not: the pages and their files. */
export type Pages = {
	handle(request: IncomingMessage, response: ServerResponse): void;
	stop(): Promise<void>;
};

/**
 * A file of the build that cannot be read fails the answer it was for, not the server: another start in the same clone
 * may have built anew and taken it away.
 */
export function failWithItsFile(response: ServerResponse): void {
	response.on('pipe', (file) => file.once('error', () => response.destroy()));
}

type NodeHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Pages from the build that `vite build` left. */
async function builtPages(): Promise<Pages> {
	const path = join(projectRoot, 'build', 'handler.js');
	if (!existsSync(path)) {
		throw new StartFailure(1, [
			{
				zh: '页面还没有构建。请用 npm start 启动，它会先构建。',
				en: 'The pages are not built. Start with npm start, which builds them first.'
			}
		]);
	}
	const { handler } = (await import(pathToFileURL(path).href)) as { handler: NodeHandler };
	return {
		handle: (request, response) => {
			failWithItsFile(response);
			handler(request, response, () => {
				response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
				response.end('404');
			});
		},
		stop: async () => undefined
	};
}

/** Pages from their sources, reloading as they change; the reload socket shares the HTTP server. */
async function developmentPages(server: Server): Promise<Pages> {
	const { createServer } = await import('vite');
	const vite = await createServer({
		configFile: join(projectRoot, 'vite.config.ts'),
		server: { middlewareMode: true, hmr: { server } },
		appType: 'custom'
	});
	return {
		handle: (request, response) =>
			vite.middlewares(request, response, () => {
				response.writeHead(404);
				response.end();
			}),
		stop: () => vite.close()
	};
}

/** The pages of this run: from their sources in development, else as built. */
export const openPages = (isDevelopment: boolean, server: Server): Promise<Pages> =>
	isDevelopment ? developmentPages(server) : builtPages();
