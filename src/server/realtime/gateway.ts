import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Actor } from '#domain/access/can.ts';
import { audienceOf, roomOf } from '#domain/changes/audience.ts';
import type { ChangesMessage, ClientToServer, ServerToClient } from '#domain/changes/message.ts';
import { meantSession } from '../auth/meant-session.ts';
import type { ResolvedSession } from '../auth/sessions.ts';
import { Broadcaster } from './broadcaster.ts';
import type { ChangeFeed } from './change-feed.ts';
import { backlogOf, encodeEvent, sendQuickly } from './quick-send.ts';

interface SocketData {
	session: ResolvedSession;
}

type DeskSocket = Socket<ClientToServer, ServerToClient, Record<never, never>, SocketData>;

interface GatewayOptions {
	feed: ChangeFeed;
	/** The session a socket's cookie stands for, or null. */
	authenticate(request: IncomingMessage): Promise<ResolvedSession | null>;
	/** The actors of those sessions that still hold. */
	findLiveActors(sessionIds: string[]): Promise<Map<string, Actor>>;
	/** Notes that sessions are in use, though their screens send no requests. */
	keepAlive(sessionIds: string[]): Promise<void>;
	/** Headers that every answer carries. */
	headers: Readonly<Record<string, string>>;
	/** Whether the page that opens the socket is ours. */
	isOwnOrigin(request: IncomingMessage): boolean;
	onError(error: unknown): void;
}

/** Where the socket lives; not Socket.IO's default, which other tools on the same port like to take. */
export const SOCKET_PATH = '/live';

/** A session that ended loses its socket within this time even when nothing told of it; 5 s are promised. */
const BEAT_MS = 4_000;
const MOST_WAITING_PACKETS = 2_000;
const MOST_WAITING_BYTES = 8 * 1_048_576;

/** Sockets of the desks: who they are, which room they sit in, and what they are told. Clients only listen. */
export class Gateway {
	readonly #io: Server<ClientToServer, ServerToClient, Record<never, never>, SocketData>;
	readonly #broadcaster: Broadcaster;
	/** Who sits in which room. */
	readonly #members = new Map<string, Set<DeskSocket>>();
	readonly #options: GatewayOptions;
	readonly #unsubscribe: () => void;
	readonly #beat: NodeJS.Timeout;

	constructor(options: GatewayOptions) {
		this.#options = options;
		this.#io = new Server({
			path: SOCKET_PATH,
			serveClient: false,
			perMessageDeflate: false,
			httpCompression: false,
			maxHttpBufferSize: 16_384,
			pingInterval: 10_000,
			pingTimeout: 10_000,
			connectTimeout: 10_000,
			allowRequest: (request, decide) => {
				const isOwn = options.isOwnOrigin(request);
				decide(isOwn ? null : 'foreign origin', isOwn);
			}
		});
		this.#broadcaster = new Broadcaster({
			seq: options.feed.seq,
			now: () => new Date(),
			send: (room, message) => this.#send(room, message)
		});
		this.#unsubscribe = options.feed.subscribe((entries) => this.#broadcaster.take(entries));
		this.#io.use((socket, next) => {
			options.authenticate(socket.request).then(
				(found) => {
					const session = meantSession(found, socket.handshake.auth['accountId']);
					if (!session || session.mustChangePassword) return next(new Error('unauthenticated'));
					socket.data.session = session;
					next();
				},
				(error: unknown) => {
					options.onError(error);
					next(new Error('unavailable'));
				}
			);
		});
		this.#io.on('connection', (socket) => {
			const room = this.#broadcaster.join(audienceOf(socket.data.session.actor));
			const members = this.#members.get(room) ?? new Set();
			this.#members.set(room, members.add(socket));
			socket.on('disconnect', () => {
				this.#broadcaster.leave(room);
				members.delete(socket);
				if (members.size === 0 && this.#members.get(room) === members) this.#members.delete(room);
			});
		});
		this.#beat = setInterval(() => this.#tick(), BEAT_MS);
		this.#beat.unref();
	}

	/** Number of connected sockets, for the metrics. */
	get size(): number {
		return this.#io.of('/').sockets.size;
	}

	attach(server: HttpServer): void {
		this.#io.attach(server);
		// Before Socket.IO's own listener, so that its refusals carry them too.
		server.prependListener('request', (request, response) => {
			if (!request.url?.startsWith(SOCKET_PATH)) return;
			for (const [name, value] of Object.entries(this.#options.headers)) response.setHeader(name, value);
		});
	}

	/** Closes the sockets of a session or of all of an account's sessions; they come back only if they may. */
	disconnect(ids: { sessionId?: string; accountId?: string }): void {
		for (const socket of this.#io.of('/').sockets.values()) {
			const { sessionId, actor } = socket.data.session;
			if (sessionId === ids.sessionId || actor.accountId === ids.accountId) {
				socket.emit('signedOut');
				socket.disconnect(true);
			}
		}
	}

	async stop(): Promise<void> {
		clearInterval(this.#beat);
		this.#unsubscribe();
		this.#broadcaster.flush();
		this.#broadcaster.stop();
		this.#io.disconnectSockets(true);
		await this.#io.close();
	}

	/** One message to everyone in a room, encoded once. */
	#send(room: string, message: ChangesMessage): void {
		const bytes = encodeEvent('changes', message);
		for (const socket of this.#members.get(room) ?? []) {
			if (!sendQuickly(socket, bytes)) socket.emit('changes', message);
		}
	}

	/** Beats, and lets go of clients that cannot keep up: they catch up from the log when they come back. */
	#tick(): void {
		this.#broadcaster.beat();
		for (const socket of this.#io.of('/').sockets.values()) {
			const { bytes, packets } = backlogOf(socket);
			if (bytes > MOST_WAITING_BYTES || packets > MOST_WAITING_PACKETS) socket.disconnect(true);
		}
		void this.#recheckSessions();
	}

	/** A session that expired or was revoked while no notification got through loses its socket here. */
	async #recheckSessions(): Promise<void> {
		const sockets = [...this.#io.of('/').sockets.values()];
		if (sockets.length === 0) return;
		try {
			const live = await this.#options.findLiveActors([
				...new Set(sockets.map((socket) => socket.data.session.sessionId))
			]);
			for (const socket of sockets) {
				const { sessionId, actor } = socket.data.session;
				const current = live.get(sessionId);
				if (!current || roomOf(audienceOf(current)) !== roomOf(audienceOf(actor))) this.disconnect({ sessionId });
			}
			await this.#options.keepAlive([...live.keys()]);
		} catch (error) {
			this.#options.onError(error);
		}
	}
}
