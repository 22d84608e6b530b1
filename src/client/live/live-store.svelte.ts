import { applyChange, nothingTouched, type LiveState, type Touched } from '#domain/changes/live-state.ts';
import type { NumberedChange } from '#domain/changes/change.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';
import type { EventView } from '#domain/events/event.ts';
import { catalogueWith, type Catalogue } from '#domain/reports/catalogue.ts';
import type { LocalIndicator } from '#domain/reports/local-indicator.ts';
import type { ShelterView } from '#domain/shelters/shelter.ts';
import type { AppRouter } from '#server/trpc/router.ts';
import type { inferRouterOutputs } from '@trpc/server';
import { api } from './api.ts';
import { LiveConnection, type ConnectionState } from './connection.ts';
import { findOnDevice, keepOnDevice } from './device-cache.ts';
import { session } from './session.svelte.ts';

type Snapshot = inferRouterOutputs<AppRouter>['live']['snapshot'];
export type LiveArea = Snapshot['areas'][number];

/** The county as it is kept on the device for work without a network; another name when its form changes. */
const KEPT_AS = 'county.2';
/** How often what changed is kept. */
const KEEP_MS = 30_000;

interface KeptCounty {
	county: Omit<Snapshot, 'seq'>;
	clockOffset: number;
}

/** Without a frame (hidden page) changes are taken up after this long. */
const HIDDEN_MS = 500;

/**
 * The county as this screen knows it, fed by the change log. Changes are gathered and taken once a frame; readers of
 * `events`, `shelters`, `points` … are told of their own kind only.
 */
export class LiveStore {
	#state: LiveState = nothingKnown();
	#waiting: NumberedChange[] = [];
	#frame: number | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#keeping: ReturnType<typeof setTimeout> | undefined;
	#connection: LiveConnection<Snapshot> | undefined;
	readonly #listeners = new Set<(touched: Touched | 'all') => void>();

	#events = $state.raw<EventView[]>([]);
	#shelters = $state.raw<ReadonlyMap<string, ShelterView>>(new Map());
	#points = $state.raw<readonly CountPointView[]>([]);
	#areas = $state.raw<readonly LiveArea[]>([]);
	#policies = $state.raw<Snapshot['policies'] | null>(null);
	#indicators = $state.raw<readonly LocalIndicator[]>([]);
	#connectionState = $state<ConnectionState>('connecting');
	#dataTime = $state<string | null>(null);
	#shapesVersion = $state(0);
	#countyCode = $state('');
	#clockOffset = 0;

	/** Open events, the newest first. */
	get events(): readonly EventView[] {
		return this.#events;
	}

	/** Shelters of the registry, by id. */
	get shelters(): ReadonlyMap<string, ShelterView> {
		return this.#shelters;
	}

	/** Count points of open events, open and closed. */
	get points(): readonly CountPointView[] {
		return this.#points;
	}

	get areas(): readonly LiveArea[] {
		return this.#areas;
	}

	/** Policy values in force; null before the first snapshot. */
	get policies(): Snapshot['policies'] | null {
		return this.#policies;
	}

	/** What reports are made of: the national indicators and the county's own, as this device last knew them. */
	readonly catalogue: Catalogue = $derived(catalogueWith(this.#indicators));

	get countyCode(): string {
		return this.#countyCode;
	}

	get connection(): ConnectionState {
		return this.#connectionState;
	}

	/** The server's time at the last word from it: up to then nothing is missing while `connection` is `live`. */
	get dataTime(): string | null {
		return this.#dataTime;
	}

	/** How far the server's clock is ahead of this device's, in ms, as of the last word from it. */
	get clockOffset(): number {
		return this.#clockOffset;
	}

	/** Rises when the county loads other map shapes. */
	get shapesVersion(): number {
		return this.#shapesVersion;
	}

	get isReady(): boolean {
		return this.#policies !== null;
	}

	/** Starts following the log; again after `stop`. Harmless when it runs already. */
	start(): void {
		if (this.#connection) return;
		this.#connection = new LiveConnection<Snapshot>({
			accountId: session.account?.accountId,
			fetchSnapshot: () => api.live.snapshot.query(),
			fetchSince: (seq) => api.changes.since.query({ seq }),
			onSnapshot: (snapshot) => this.#takeSnapshot(snapshot),
			onChanges: (changes) => this.#gather(changes),
			onState: (state) => (this.#connectionState = state),
			onContact: (at) => {
				this.#dataTime = at;
				this.#clockOffset = Date.parse(at) - Date.now();
			},
			onSignedOut: () => void session.load(),
			onTrouble: () => {
				if (this.#connectionState !== 'live') this.#connectionState = 'offline';
			}
		});
		this.#connection.start();
		void this.#openKept();
		document.addEventListener('visibilitychange', this.#onVisible);
		window.addEventListener('online', this.#onVisible);
	}

	/** Stops following but keeps what is shown, as while an ended session is renewed; `start` catches up. */
	pause(): void {
		document.removeEventListener('visibilitychange', this.#onVisible);
		window.removeEventListener('online', this.#onVisible);
		this.#connection?.stop();
		this.#connection = undefined;
		this.#cancelFrame();
		clearTimeout(this.#keeping);
		this.#keeping = undefined;
		this.#waiting = [];
	}

	/** Stops and forgets everything. */
	stop(): void {
		this.pause();
		this.#state = nothingKnown();
		this.#indicators = [];
		this.#policies = null;
		this.#areas = [];
		this.#publish('all');
	}

	/** Calls `listener` after each taking up, with what was touched; for the map, which is drawn by differences. */
	onTouched(listener: (touched: Touched | 'all') => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	point(id: string): CountPointView | undefined {
		return this.#state.points.get(id);
	}

	readonly #onVisible = () => {
		if (document.visibilityState === 'visible') this.#connection?.refresh();
		else if (this.#keeping !== undefined) void this.#keep();
	};

	/** Shows the county as this device last knew it, until the server tells how it is now. */
	async #openKept(): Promise<void> {
		const kept = await findOnDevice<KeptCounty>(KEPT_AS);
		if (!kept || this.isReady || !this.#connection) return;
		const { county, clockOffset } = kept.value;
		this.#clockOffset = clockOffset;
		this.#show(county);
	}

	#keepSoon(): void {
		this.#keeping ??= setTimeout(() => void this.#keep(), KEEP_MS);
	}

	async #keep(): Promise<void> {
		clearTimeout(this.#keeping);
		this.#keeping = undefined;
		if (!this.#policies || this.#dataTime === null) return;
		const { events, shelters, points, indicators } = this.#state;
		const county = {
			at: this.#dataTime,
			countyCode: this.#countyCode,
			policies: this.#policies,
			areas: [...this.#areas],
			events: [...events.values()],
			shelters: [...shelters.values()],
			points: [...points.values()],
			indicators: [...indicators.values()]
		};
		await keepOnDevice(KEPT_AS, { county, clockOffset: this.#clockOffset } satisfies KeptCounty);
	}

	#takeSnapshot(snapshot: Snapshot): void {
		this.#cancelFrame();
		this.#waiting = [];
		this.#show(snapshot);
		void this.#keep();
	}

	#show(snapshot: Omit<Snapshot, 'seq'>): void {
		this.#state = {
			events: new Map(snapshot.events.map((event) => [event.id, event])),
			shelters: new Map(snapshot.shelters.map((shelter) => [shelter.id, shelter])),
			points: new Map(snapshot.points.map((point) => [point.id, point])),
			indicators: new Map(snapshot.indicators.map((indicator) => [indicator.key, indicator])),
			policies: { ...snapshot.policies }
		};
		this.#areas = snapshot.areas;
		this.#countyCode = snapshot.countyCode;
		this.#policies = snapshot.policies;
		this.#indicators = snapshot.indicators;
		this.#dataTime = snapshot.at;
		this.#publish('all');
	}

	#gather(changes: NumberedChange[]): void {
		this.#waiting.push(...changes);
		if (this.#frame !== undefined || this.#timer !== undefined) return;
		const take = () => this.#takeWaiting();
		this.#frame = requestAnimationFrame(take);
		this.#timer = setTimeout(take, HIDDEN_MS);
	}

	#cancelFrame(): void {
		if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
		clearTimeout(this.#timer);
		this.#frame = undefined;
		this.#timer = undefined;
	}

	#takeWaiting(): void {
		this.#cancelFrame();
		const touched = nothingTouched();
		for (const { change } of this.#waiting) applyChange(this.#state, change, touched);
		this.#waiting = [];
		if (touched.isIncomplete) this.#connection?.restart();
		this.#publish(touched);
	}

	#publish(touched: Touched | 'all'): void {
		const isAll = touched === 'all';
		if (isAll || touched.events.size > 0) {
			this.#events = [...this.#state.events.values()]
				.filter((event) => !event.closedAt)
				.sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
		}
		if (isAll || touched.shelters.size > 0) this.#shelters = new Map(this.#state.shelters);
		if (isAll || touched.points.size > 0) this.#points = [...this.#state.points.values()];
		if (!isAll && touched.indicators) this.#indicators = [...this.#state.indicators.values()];
		if (!isAll && touched.policies) this.#policies = this.#state.policies as Snapshot['policies'];
		if (!isAll && touched.shapes) this.#shapesVersion++;
		if (!isAll) this.#keepSoon();
		for (const listener of this.#listeners) listener(touched);
	}
}

function nothingKnown(): LiveState {
	return { events: new Map(), shelters: new Map(), points: new Map(), indicators: new Map(), policies: {} };
}

/** The one live store of the page. */
export const live = new LiveStore();
