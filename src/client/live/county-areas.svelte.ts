import type { CountyArea } from '#domain/areas/area-code.ts';
import { api } from './api.ts';
import { findOnDevice, keepOnDevice } from './device-cache.ts';
import { live } from './live-store.svelte.ts';
import { problemOf } from './request-problem.ts';

const RETRY_MS = 10_000;
const NAME = 'countyAreas';

/**
 * Townships and villages of the whole county, beyond the account's own area: people come from everywhere, and every
 * village has a name. Read once, when first asked for, and kept on the device.
 */
class CountyAreas {
	#areas = $state.raw<readonly CountyArea[] | null>(null);
	#isAsked = false;
	readonly #names = $derived(
		new Map([...live.areas, ...(this.#areas ?? [])].map(({ code, name }) => [code, name] as const))
	);

	/** The county's areas, from the top down; those of the account's own area until the others are here. Reactive. */
	get all(): readonly CountyArea[] {
		return this.#areas ?? live.areas;
	}

	/** Asks for them, once. */
	ask(): void {
		if (this.#isAsked) return;
		this.#isAsked = true;
		void this.#read();
	}

	/** `township · village`, as far as the names are known; null for what lies outside the county. Reactive. */
	homeName(code: string): string | null {
		const names = [code.slice(0, 9), code].map((each) => (each.length >= 9 ? this.#names.get(each) : undefined));
		const known = [...new Set(names.filter((name) => name !== undefined))];
		return known.length > 0 ? known.join(' · ') : (this.#names.get(code) ?? null);
	}

	async #read(): Promise<void> {
		this.#areas ??= (await findOnDevice<readonly CountyArea[]>(NAME))?.value ?? null;
		try {
			this.#areas = await api.areas.ofCounty.query();
			await keepOnDevice(NAME, this.#areas);
		} catch (error) {
			// The connection state tells that the server is away; the names come as soon as it is back.
			problemOf(error);
			setTimeout(() => void this.#read(), RETRY_MS);
		}
	}
}

export const countyAreas = new CountyAreas();
