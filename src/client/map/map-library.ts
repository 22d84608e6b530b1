import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

export type MapLibrary = typeof import('maplibre-gl');

let loading: Promise<MapLibrary> | null = null;

/**
 * The map library, fetched when the first map is shown, from our own server like its worker: no blob, no eval, no
 * other host. A failed fetch is tried again by the next call.
 */
export function loadMapLibrary(): Promise<MapLibrary> {
	loading ??= import('maplibre-gl').then(
		(library) => {
			library.setWorkerUrl(workerUrl);
			library.setWorkerCount(1);
			return library;
		},
		(error: unknown) => {
			loading = null;
			throw error;
		}
	);
	return loading;
}
