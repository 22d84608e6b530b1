import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Bounds, MapPoint } from '#domain/areas/coordinates.ts';
import { boundsOf } from '#domain/areas/geometry.ts';
import type { MapShapes } from '#domain/areas/map-shapes.ts';
import { homeBounds } from './township-features.ts';

/** Room between what is fitted in and the edge, in pixels. */
export const FIT_PADDING = 28;
/** Degrees around the county one may wander off to; for larger areas, that many times their size, so that all fits. */
const WANDER = { degrees: 1.5, sizes: 2 };

/** What part of the map is in sight, and how it is moved so that something comes into sight. */
export class MapView {
	readonly #map: MapLibreMap;
	#covered = 0;

	constructor(map: MapLibreMap) {
		this.#map = map;
	}

	/** Says how many pixels at the right edge something covers: what is revealed comes to lie beside it. */
	setCovered(pixels: number): void {
		this.#covered = pixels;
	}

	/** Keeps the map near the county. */
	setHome(shapes: MapShapes): void {
		const home = homeBounds(shapes);
		if (home) this.#map.setMaxBounds(widen(home));
	}

	/** Shows the whole county, or the account's part of it. */
	fit(shapes: MapShapes): void {
		const home = homeBounds(shapes);
		if (home) this.#map.fitBounds([...home], { padding: this.#padding() });
	}

	zoomBy(levels: number): void {
		this.#map.zoomTo(this.#map.getZoom() + levels);
	}

	/** Moves to a shelter that is out of sight or lies in a cluster. */
	revealShelter({ lng, lat }: MapPoint): void {
		const at: [number, number] = [lng, lat];
		const zoom = this.#map.getZoom();
		const isClustered = zoom < 10;
		if (isClustered || !this.#isInSight(at))
			this.#map.easeTo({ center: at, zoom: Math.max(zoom, 11), offset: [-this.#covered / 2, 0] });
	}

	/** Moves to a township that is not wholly in sight. */
	revealTownship(shapes: MapShapes, code: string): void {
		const shape = shapes.features.find(({ properties }) => properties.code === code);
		const bounds = shape && boundsOf([shape.geometry]);
		if (!bounds) return;
		const [west, south, east, north] = bounds;
		if (this.#isInSight([west, north]) && this.#isInSight([east, south])) return;
		this.#map.fitBounds([west, south, east, north], { padding: this.#padding(), maxZoom: 11 });
	}

	/** Whether a position is on the screen and not under what covers the edge. */
	#isInSight(at: [number, number]): boolean {
		const { x, y } = this.#map.project(at);
		const { clientWidth, clientHeight } = this.#map.getContainer();
		return x > 0 && y > 0 && x < clientWidth - this.#covered && y < clientHeight;
	}

	#padding(): { top: number; bottom: number; left: number; right: number } {
		const { clientWidth } = this.#map.getContainer();
		const right = Math.min(this.#covered, clientWidth / 2) + FIT_PADDING;
		return { top: FIT_PADDING, bottom: FIT_PADDING, left: FIT_PADDING, right };
	}
}

/** The bounds of the county with as much around it as one may wander off to. */
export function widen([west, south, east, north]: Bounds): [number, number, number, number] {
	const by = Math.max(WANDER.degrees, WANDER.sizes * Math.max(east - west, north - south));
	return [Math.max(-180, west - by), Math.max(-85, south - by), Math.min(180, east + by), Math.min(85, north + by)];
}
