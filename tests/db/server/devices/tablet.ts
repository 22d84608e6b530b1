import type { Role } from '#domain/access/roles.ts';
import { hashPassword } from '#server/auth/passwords.ts';
import { newId } from '#server/new-id.ts';
import { readAnswer, type Answer, type RunningServer } from '../../running-server.ts';

export const PASSWORD = 'herons over the weir';
export const PIN = '493817';
let hash: Promise<string> | undefined;

/** An account that can sign in with `PASSWORD`. */
export async function insertPerson(server: RunningServer, role: Role, areaCode: string) {
	hash ??= hashPassword(PASSWORD);
	const id = newId();
	const row = { id, username: `p-${id}`, displayName: `${role} ${id.slice(-4)}`, role, areaCode };
	await server.app.db.prisma.account.create({ data: { ...row, passwordHash: await hash } });
	return row;
}

let address = 0;

/** A tablet with its browser: an id of its own, cookies, an address; calls procedures as its pages do. */
export class Tablet {
	deviceId = newId();
	readonly cookies = new Map<string, string>();
	readonly #server: RunningServer;
	/** So that the tries of one test do not count for another. */
	readonly #address = `10.9.${++address >> 8}.${address & 255}`;

	constructor(server: RunningServer) {
		this.#server = server;
	}

	async call<T = unknown>(kind: 'query' | 'mutation', path: string, input?: unknown): Promise<Answer<T>> {
		const body = input === undefined ? undefined : JSON.stringify(input);
		const isQuery = kind === 'query';
		const query = isQuery && body !== undefined ? `?input=${encodeURIComponent(body)}` : '';
		const response = await fetch(`${this.#server.url}/trpc/${path}${query}`, {
			method: isQuery ? 'GET' : 'POST',
			headers: {
				'content-type': 'application/json',
				'x-anlan-device': this.deviceId,
				'x-forwarded-for': this.#address,
				cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
			},
			...(isQuery ? {} : { body: body ?? '' })
		});
		for (const cookie of response.headers.getSetCookie()) {
			const [pair = ''] = cookie.split(';', 1);
			this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
		}
		return readAnswer<T>(response);
	}

	/** What a call answers; throws its problem's code. */
	async ask<T = unknown>(kind: 'query' | 'mutation', path: string, input?: unknown): Promise<T> {
		const answer = await this.call<T>(kind, path, input);
		if (answer.status !== 200) throw new Error(answer.problem?.code ?? answer.text);
		return answer.data as T;
	}

	signIn = ({ username }: { username: string }) =>
		this.call('mutation', 'session.signIn', { username, password: PASSWORD });

	signInWithPin = ({ id: accountId }: { id: string }, pin = PIN) =>
		this.call('mutation', 'session.signInWithPin', { accountId, pin });

	/** Who is signed in here; null for nobody. */
	who = async () => (await this.ask<{ accountId: string } | null>('query', 'session.get'))?.accountId ?? null;
}
