import type { MapShapes } from '#domain/areas/map-shapes.ts';
import { api } from '../live/api.ts';
import { live } from '../live/live-store.svelte.ts';
import { problemOf } from '../live/request-problem.ts';
import type { BaseMaps } from './base-map.ts';

const RETRY_MS = 5000;

/** What a map needs besides figures, read once from the server; null until it is here. */
interface Ground {
	shapes: MapShapes;
	base: BaseMaps;
	approval: string | null;
}

/**
 * Shapes, base maps and 审图号 of the county's map; read again when the county loads other shapes. Make it while a
 * component is set up.
 */
export class MapGround {
	#ground = $state.raw<Ground | null>(null);

	constructor() {
		$effect(() => {
			if (!live.isReady) return;
			void live.shapesVersion;
			let retry: ReturnType<typeof setTimeout> | undefined;
			const read = async () => {
				try {
					this.#ground = await readGround();
				} catch (error) {
					// The connection state tells that the server is away; the map comes as soon as it is back.
					problemOf(error);
					retry = setTimeout(() => void read(), RETRY_MS);
				}
			};
			void read();
			return () => clearTimeout(retry);
		});
	}

	get current(): Ground | null {
		return this.#ground;
	}
}

async function readGround(): Promise<Ground> {
	const [{ shapes }, { map }] = await Promise.all([api.areas.shapes.query(), api.system.info.query()]);
	return { shapes, base: map.base, approval: map.approval };
}
