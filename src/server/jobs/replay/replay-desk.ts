import type { CountPointView } from '#domain/counts/count-point.ts';
import type { EventView } from '#domain/events/event.ts';
import type { ShelterView } from '#domain/shelters/shelter.ts';
import { newId } from '../../new-id.ts';
import { demoPassword, demoUsername } from '../demo/demo-accounts.ts';
import { signIn, type ReplayApi } from './replay-client.ts';

/** How a replay's event is named, so that it is found again to be closed. */
export const REPLAY_NAME = '冰灾回放（演示）';

/** The running server as the replay sees it: the desk officer's account, and the township officers'. */
export class ReplayDesk {
	readonly api: ReplayApi;
	readonly #url: string;
	readonly #deviceId: string;
	readonly #townships: readonly string[];
	readonly #signedIn = new Map<string, Promise<ReplayApi>>();

	private constructor(url: string, deviceId: string, api: ReplayApi, townships: readonly string[]) {
		this.#url = url;
		this.#deviceId = deviceId;
		this.api = api;
		this.#townships = townships;
	}

	/** Signs in as the demonstration's desk officer. */
	static async open(url: string): Promise<ReplayDesk> {
		const deviceId = newId();
		const api = await signIn(url, demoUsername('DESK', 0), demoPassword('DESK'), deviceId);
		const { areas } = await api.live.snapshot.query();
		const townships = areas.filter(({ level }) => level === 'township').map(({ code }) => code);
		return new ReplayDesk(url, deviceId, api, townships);
	}

	/** A township's officer, signed in when first needed. */
	officerOf(townshipCode: string): Promise<ReplayApi> {
		const index = this.#townships.indexOf(townshipCode);
		const known = this.#signedIn.get(townshipCode);
		if (known) return known;
		const signingIn =
			index < 0
				? Promise.resolve(this.api)
				: signIn(this.#url, demoUsername('TOWNSHIP', index), demoPassword('TOWNSHIP'), this.#deviceId);
		this.#signedIn.set(townshipCode, signingIn);
		signingIn.catch(() => this.#signedIn.delete(townshipCode));
		return signingIn;
	}

	/** Shelters of the registry that no event uses. */
	async readyShelters(): Promise<ShelterView[]> {
		const { shelters, points } = await this.api.live.snapshot.query();
		const used = new Set(points.filter(({ closedAt }) => !closedAt).map(({ shelterId }) => shelterId));
		return shelters.filter(({ id, retiredAt }) => !retiredAt && !used.has(id));
	}

	/** Replays that were not closed, with their open points. */
	async openReplays(): Promise<{ event: EventView; points: CountPointView[] }[]> {
		const { events, points } = await this.api.live.snapshot.query();
		return events
			.filter(({ name }) => name.startsWith(REPLAY_NAME))
			.map((event) => ({ event, points: points.filter((point) => point.eventId === event.id && !point.closedAt) }));
	}

	/** The open points of an event. */
	async pointsOf(eventId: string): Promise<CountPointView[]> {
		const { points } = await this.api.live.snapshot.query();
		return points.filter((point) => point.eventId === eventId && !point.closedAt);
	}
}
