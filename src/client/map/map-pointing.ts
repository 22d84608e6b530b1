import type { GeoJSONSource, Map as MapLibreMap, MapGeoJSONFeature, MapMouseEvent, PointLike } from 'maplibre-gl';
import type { MapPoint } from '#domain/areas/coordinates.ts';
import type { MapSelection } from './map-selection.ts';
import { CLICKABLE } from './style.ts';

/** What the pointer is over, and where, in pixels of the map. */
export interface MapHover {
	target: MapSelection;
	x: number;
	y: number;
}

/** Whom the map tells what is pointed at. */
export interface PointingListener {
	onSelect: (selection: MapSelection | null) => void;
	onHover: (hover: MapHover | null) => void;
	/** A place was clicked while `setPicking(true)`. */
	onPick: (point: MapPoint) => void;
	/** Something did not load; the map goes on. */
	onTrouble: (error: unknown) => void;
}

/** Pixels around a finger or pointer in which a shelter is still hit. */
const REACH = 6;

/** What is pointed at on the map: by the pointer, a finger, or the keyboard, which points at its middle. */
export class MapPointing {
	readonly #map: MapLibreMap;
	readonly #listener: PointingListener;
	#isPicking = false;

	constructor(map: MapLibreMap, listener: PointingListener) {
		this.#map = map;
		this.#listener = listener;
		map.on('click', (event) => void this.#click(event));
		map.on('mousemove', (event) => this.#hover(event));
		map.on('mouseout', () => listener.onHover(null));
		map.on('movestart', () => listener.onHover(null));
		map.getCanvas().addEventListener('keydown', (event) => {
			if (event.key !== 'Enter') return;
			event.preventDefault();
			const { clientWidth, clientHeight } = map.getContainer();
			void this.#activate([clientWidth / 2, clientHeight / 2], map.getCenter());
		});
	}

	/** While picking, a click gives a place instead of selecting. */
	setPicking(isPicking: boolean): void {
		this.#isPicking = isPicking;
		this.#map.getCanvas().style.cursor = isPicking ? 'crosshair' : '';
	}

	#hitsAt(point: PointLike, reach: number): MapGeoJSONFeature | undefined {
		const [x, y] = Array.isArray(point) ? point : [point.x, point.y];
		const box: [PointLike, PointLike] = [
			[x - reach, y - reach],
			[x + reach, y + reach]
		];
		const [near] = this.#map.queryRenderedFeatures(box, { layers: [CLICKABLE.clusters, CLICKABLE.shelters] });
		return near ?? this.#map.queryRenderedFeatures([x, y], { layers: [CLICKABLE.townships] })[0];
	}

	#targetOf(hit: MapGeoJSONFeature | undefined): MapSelection | null {
		if (hit?.layer.id === CLICKABLE.shelters) return { kind: 'shelter', id: String(hit.properties.id) };
		if (hit?.layer.id === CLICKABLE.townships) return { kind: 'township', code: String(hit.properties.code) };
		return null;
	}

	async #activate(point: PointLike, at: MapPoint): Promise<void> {
		if (this.#isPicking) {
			this.#listener.onPick({ lng: Number(at.lng.toFixed(6)), lat: Number(at.lat.toFixed(6)) });
			return;
		}
		const hit = this.#hitsAt(point, REACH);
		if (hit?.layer.id !== CLICKABLE.clusters) {
			this.#listener.onSelect(this.#targetOf(hit));
			return;
		}
		const zoom = await this.#map
			.getSource<GeoJSONSource>('shelters')
			?.getClusterExpansionZoom(Number(hit.properties.cluster_id));
		if (zoom === undefined || hit.geometry.type !== 'Point') return;
		const [lng = at.lng, lat = at.lat] = hit.geometry.coordinates;
		this.#map.easeTo({ center: [lng, lat], zoom: zoom + 0.3 });
	}

	async #click(event: MapMouseEvent): Promise<void> {
		await this.#activate(event.point, event.lngLat).catch(this.#listener.onTrouble);
	}

	#hover(event: MapMouseEvent): void {
		if (this.#isPicking) return;
		const hit = this.#hitsAt(event.point, 0);
		const target = this.#targetOf(hit);
		this.#map.getCanvas().style.cursor = hit ? 'pointer' : '';
		this.#listener.onHover(target && { target, x: event.point.x, y: event.point.y });
	}
}
