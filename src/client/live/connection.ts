import { io, type Socket } from 'socket.io-client';
import type { NumberedChange } from '#domain/changes/change.ts';
import type { ChangesMessage, ClientToServer, ServerToClient, SinceAnswer } from '#domain/changes/message.ts';

/** How the screen stands to the county's log: only `live` means that nothing is missing. */
export type ConnectionState = 'connecting' | 'catchingUp' | 'live' | 'offline';

interface ConnectionOptions<S extends { seq: number }> {
	/** Server to connect to; the page's own by default. */
	url?: string;
	/** Who works on this page; the server refuses the session of somebody else. */
	accountId?: string;
	/** Headers of the socket's handshake, for clients that are not browsers. */
	headers?: Record<string, string>;
	fetchSnapshot(): Promise<S>;
	fetchSince(seq: number): Promise<SinceAnswer>;
	onSnapshot(snapshot: S): void;
	/** New changes in their order, each exactly once. */
	onChanges(changes: NumberedChange[]): void;
	onState(state: ConnectionState): void;
	/** Something was heard from the server; `at` is the server's time. */
	onContact(at: string): void;
	/** The session may have ended: the socket was refused or closed for it. */
	onSignedOut(): void;
	/** After how long without a word the screen no longer counts as live; two and a half beats by default. */
	longestSilenceMs?: number;
	/** A fetch failed; it is tried again. */
	onTrouble(error: unknown): void;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

/** Messages kept while the log is read; what is beyond shows as a gap, and is read from the log too. */
const MOST_HELD = 1_000;
/** Two beats of the server and some: who hears nothing for longer does not know how things stand. */
const LONGEST_SILENCE_MS = 10_000;

/** Tries again later and later, one try at a time. */
class Retry {
	#wait = FIRST_RETRY_MS;
	#timer: ReturnType<typeof setTimeout> | undefined;

	later(what: () => void): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(what, this.#wait * (0.75 + Math.random() / 2));
		this.#wait = Math.min(this.#wait * 2, LONGEST_RETRY_MS);
	}

	cancel(): void {
		clearTimeout(this.#timer);
	}

	succeeded(): void {
		this.cancel();
		this.#wait = FIRST_RETRY_MS;
	}
}

/**
 * Follows the change log. The socket only makes it quick: whoever missed something, for whatever reason, asks
 * `changes.since` from the last number taken, or takes a new snapshot after too long an absence.
 */
export class LiveConnection<S extends { seq: number }> {
	readonly #options: ConnectionOptions<S>;
	#socket: Socket<ServerToClient, ClientToServer> | undefined;
	#seq: number | null = null;
	#held: ChangesMessage[] = [];
	#isCatchingUp = false;
	#mustAskAgain = false;
	#mustRestart = false;
	readonly #askingAgain = new Retry();
	readonly #reconnecting = new Retry();
	#stopped = false;
	#silence: ReturnType<typeof setTimeout> | undefined;

	constructor(options: ConnectionOptions<S>) {
		this.#options = options;
	}

	/** The number of the last change taken; null before the first snapshot. */
	get seq(): number | null {
		return this.#seq;
	}

	start(): void {
		const { url, headers, accountId } = this.#options;
		const settings = {
			path: '/live',
			transports: ['websocket', 'polling'],
			reconnectionDelay: 500,
			reconnectionDelayMax: 8_000,
			randomizationFactor: 0.5,
			extraHeaders: headers,
			...(accountId ? { auth: { accountId } } : {})
		};
		const socket: Socket<ServerToClient, ClientToServer> = url ? io(url, settings) : io(settings);
		this.#socket = socket;
		this.#options.onState('connecting');
		const reconnect = () => {
			if (!this.#stopped) this.#reconnecting.later(() => socket.connect());
		};
		socket.on('connect', () => {
			this.#reconnecting.succeeded();
			void this.#catchUp();
		});
		socket.on('changes', (message) => this.#hear(message));
		socket.on('signedOut', () => this.#options.onSignedOut());
		socket.on('disconnect', (reason) => {
			this.#options.onState('offline');
			// The server closed it on purpose: socket.io does not come back by itself then.
			if (reason === 'io server disconnect') reconnect();
		});
		socket.on('connect_error', (error) => {
			this.#options.onState('offline');
			if (error.message === 'unauthenticated') this.#options.onSignedOut();
			else if (!socket.active) reconnect();
		});
		void this.#catchUp();
	}

	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#silence);
		this.#askingAgain.cancel();
		this.#reconnecting.cancel();
		this.#socket?.disconnect();
	}

	/** Asks the log now, such as when the page comes to the front after the device slept. */
	refresh(): void {
		if (this.#socket && !this.#socket.connected) this.#socket.connect();
		void this.#catchUp();
	}

	/** Forgets all and begins from a snapshot, when what is held is found incomplete. */
	restart(): void {
		this.#mustRestart = true;
		void this.#catchUp();
	}

	#hear(message: ChangesMessage): void {
		const wasSilent = this.#silence === undefined;
		this.#contact(message.at);
		if (wasSilent && this.#seq !== null) void this.#catchUp();
		if (!this.#isCatchingUp && this.#seq !== null) this.#take(message);
		else if (this.#held.push(message) > MOST_HELD) this.#held.shift();
	}

	#take(message: ChangesMessage): void {
		const seq = this.#seq!;
		if (message.upto <= seq) return;
		if (message.after > seq) {
			void this.#catchUp();
			return;
		}
		const fresh = message.changes.filter((change) => change.seq > seq);
		this.#seq = message.upto;
		if (fresh.length > 0) this.#options.onChanges(fresh);
	}

	/** Notes a word of the server. When none follows for longer than its beat, the screen must not say `live`. */
	#contact(at: string): void {
		this.#options.onContact(at);
		clearTimeout(this.#silence);
		this.#silence = setTimeout(() => {
			this.#silence = undefined;
			this.#options.onState('offline');
		}, this.#options.longestSilenceMs ?? LONGEST_SILENCE_MS);
	}

	async #catchUp(): Promise<void> {
		if (this.#stopped) return;
		if (this.#isCatchingUp) {
			this.#mustAskAgain = true;
			return;
		}
		this.#isCatchingUp = true;
		this.#askingAgain.cancel();
		if (this.#socket?.connected) this.#options.onState('catchingUp');
		try {
			do {
				this.#mustAskAgain = false;
				await this.#readLog();
			} while (this.#mustAskAgain);
			this.#askingAgain.succeeded();
		} catch (error) {
			if (this.#stopped) return;
			this.#options.onTrouble(error);
			this.#askingAgain.later(() => void this.#catchUp());
			return;
		} finally {
			this.#isCatchingUp = false;
		}
		if (this.#stopped) return;
		if (this.#socket?.connected) this.#options.onState('live');
		const held = this.#held;
		this.#held = [];
		for (const message of held) this.#take(message);
	}

	/** Reads what is missing, from a snapshot on where there is nothing to go on from. Ends early once stopped. */
	async #readLog(): Promise<void> {
		while (!this.#stopped) {
			if (this.#mustRestart) this.#seq = null;
			this.#mustRestart = false;
			if (this.#seq === null) {
				const snapshot = await this.#options.fetchSnapshot();
				if (this.#stopped) return;
				this.#seq = snapshot.seq;
				this.#options.onSnapshot(snapshot);
			}
			const answer = await this.#options.fetchSince(this.#seq);
			if (this.#stopped) return;
			if (answer.kind === 'snapshot') {
				this.#mustRestart = true;
				continue;
			}
			this.#contact(answer.at);
			const seq = this.#seq;
			const fresh = answer.changes.filter((change) => change.seq > seq);
			this.#seq = Math.max(seq, answer.upto);
			if (fresh.length > 0) this.#options.onChanges(fresh);
			if (answer.isComplete && !this.#mustRestart) return;
		}
	}
}
