import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config.ts';
import { StartFailure } from '../start-failure.ts';

/**
 * An HTTP server that does not let slow or huge requests hold it: 16 KiB of headers within 15 s, a whole request within
 * two minutes (an import over a slow line), idle connections for 65 s, longer than the proxies in front keep theirs.
 */
export function createHttpServer(): Server {
	return createServer({
		maxHeaderSize: 16 * 1024,
		headersTimeout: 15_000,
		requestTimeout: 120_000,
		keepAliveTimeout: 65_000,
		connectionsCheckingInterval: 5_000
	});
}

function refusal(config: Pick<Config, 'host' | 'port'>, error: NodeJS.ErrnoException): Error {
	const { host, port } = config;
	const words: Record<string, { zh: string; en: string }> = {
		EADDRINUSE: {
			zh: `端口 ${port} 已被占用。请停止占用它的程序，或用 PORT 另指一个，如 PORT=${port + 1} npm start。`,
			en: `Port ${port} is in use. Stop the program that uses it, or name another with PORT, such as PORT=${port + 1} npm start.`
		},
		EACCES: {
			zh: `本账户不许使用端口 ${port}。请用 PORT 指定 1024 以上的端口。`,
			en: `This account may not use port ${port}. Name one above 1024 with PORT.`
		},
		EADDRNOTAVAIL: {
			zh: `${host} 不是本机的地址。请用 HOST 指定本机的地址，或 0.0.0.0。`,
			en: `${host} is not an address of this machine. Name one that is with HOST, or 0.0.0.0.`
		},
		ENOTFOUND: {
			zh: `找不到主机 ${host}。请用 HOST 指定本机的地址，或 0.0.0.0。`,
			en: `The host ${host} is not found. Name an address of this machine with HOST, or 0.0.0.0.`
		}
	};
	const line = words[error.code ?? ''];
	return line ? new StartFailure(1, [line], { cause: error }) : error;
}

/** Listens on HOST and PORT and returns the port taken. Throws a StartFailure that says why it cannot. */
export function listen(server: Server, config: Pick<Config, 'host' | 'port'>): Promise<number> {
	return new Promise((resolve, reject) => {
		const fail = (error: NodeJS.ErrnoException) => reject(refusal(config, error));
		server.once('error', fail);
		server.listen({ host: config.host.replace(/^\[|\]$/g, ''), port: config.port }, () => {
			server.off('error', fail);
			resolve((server.address() as AddressInfo).port);
		});
	});
}

/** The address to type into a browser on this machine. */
export function localAddress(host: string, port: number): string {
	const name =
		host === '0.0.0.0'
			? '127.0.0.1'
			: host === '::'
				? '[::1]'
				: host.includes(':')
					? `[${host.replace(/^\[|\]$/g, '')}]`
					: host;
	return `http://${name}:${port}`;
}
