import pg from 'pg';

interface NotificationsOptions {
	url: string;
	/** What to do with a notification of each channel. */
	channels: Record<string, (payload: string) => void>;
	/** Called at each (re)connection: what was said in between was missed. */
	onConnect(): void;
	onError(error: unknown): void;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** The one connection that listens (PostgreSQL LISTEN); comes back by itself after a loss. */
export class Notifications {
	readonly #options: NotificationsOptions;
	#client: pg.Client | undefined;
	#retry: NodeJS.Timeout | undefined;
	#wait = FIRST_WAIT_MS;
	#stopped = false;

	constructor(options: NotificationsOptions) {
		this.#options = options;
	}

	async start(): Promise<void> {
		const client = new pg.Client({
			connectionString: this.#options.url,
			application_name: 'anlan-listen',
			keepAlive: true,
			connectionTimeoutMillis: 5_000
		});
		this.#client = client;
		client.on('notification', ({ channel, payload }) => this.#options.channels[channel]?.(payload ?? ''));
		client.on('error', (error) => this.#lost(client, error));
		client.on('end', () => this.#lost(client, new Error('connection ended')));
		try {
			await client.connect();
			for (const channel of Object.keys(this.#options.channels)) await client.query(`LISTEN ${channel}`);
			this.#wait = FIRST_WAIT_MS;
			this.#options.onConnect();
		} catch (error) {
			this.#lost(client, error);
		}
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		clearTimeout(this.#retry);
		const client = this.#client;
		this.#client = undefined;
		await client?.end();
	}

	#lost(client: pg.Client, error: unknown): void {
		if (this.#stopped || this.#client !== client) return;
		this.#client = undefined;
		this.#options.onError(error);
		client.end().catch((cause: unknown) => this.#options.onError(cause));
		this.#retry = setTimeout(() => void this.start(), this.#wait);
		this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
	}
}
