import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { MapPoint } from '#domain/areas/coordinates.ts';
import type { MapShapes } from '#domain/areas/map-shapes.ts';
import { BADGES, drawBadge } from './badges.ts';
import type { BaseLayers } from './base-map.ts';
import { makeScale } from './colour-scale.ts';
import type { MapLibrary } from './map-library.ts';
import { magnify } from './magnify.ts';
import { MapPointing, type PointingListener } from './map-pointing.ts';
import { isSame, type MapSelection } from './map-selection.ts';
import { FIT_PADDING, MapView, widen } from './map-view.ts';
import { PALETTES, type MapTheme } from './palette.ts';
import { isDrawnAlike, shelterFeature, shelterFeatures, type ShelterPoint } from './shelter-point.ts';
import { clusterText, mapStyle } from './style.ts';
import {
	homeBounds,
	neighbourLabels,
	surroundingFeatures,
	townshipFeatures,
	townshipLabels,
	townshipSteps
} from './township-features.ts';
import { UpdateQueue } from './update-queue.ts';
import { NO_SHAPES, type DrawnShapes } from './warning-shapes.ts';

export interface LiveMapOptions extends PointingListener {
	library: MapLibrary;
	container: HTMLElement;
	theme: MapTheme;
	/** How many times larger than on a desk words, circles and lines are. */
	scale: number;
	shapes: MapShapes;
	base: BaseLayers;
	/** Accessible name of the map. */
	label: string;
	/** Id of the element that says how the map is used from the keyboard. */
	describedBy: string;
	/** Words on a cluster with `{people}` and `{count}`. */
	clusterTemplate: string;
	formatFigure: (value: number) => string;
	/** The county can be seen for the first time; tiles of a base map may still come. */
	onDrawn: () => void;
}

/** Shortest time between two redraws of the shelters; leaves the main thread free in a storm of changes. */
const REDRAW_PAUSE_MS = 150;

type Figures = ReadonlyMap<string, number | null>;

/**
 * The county's map. Shapes, figures and shelters may be set at any time, also before it is drawn for the first time.
 * Shelters are drawn by differences, gathered per frame. Throws at construction when the browser has no WebGL 2.
 */
export class LiveMap {
	readonly #map: MapLibreMap;
	readonly #view: MapView;
	readonly #pointing: MapPointing;
	readonly #options: LiveMapOptions;
	readonly #shelters = new Map<string, ShelterPoint>();
	readonly #queue: UpdateQueue<ShelterPoint | null>;
	#shapes: MapShapes;
	#values: Figures = new Map();
	#selection: MapSelection | null = null;
	#hovered: MapSelection | null = null;
	#marked: ReadonlySet<string> = new Set();
	#pin: MapPoint | null = null;
	#drawn: DrawnShapes = NO_SHAPES;
	#isReady = false;
	#clusterTemplate: string;

	constructor(options: LiveMapOptions) {
		this.#options = options;
		this.#shapes = options.shapes;
		this.#clusterTemplate = options.clusterTemplate;
		this.#queue = new UpdateQueue((batch) => this.#writeShelters(batch), REDRAW_PAUSE_MS);
		const home = homeBounds(options.shapes);
		this.#map = new options.library.Map({
			container: options.container,
			style: magnify(
				mapStyle({
					palette: PALETTES[options.theme],
					shapes: options.shapes,
					labels: this.#labels(),
					base: options.base,
					clusterTemplate: options.clusterTemplate
				}),
				options.scale
			),
			...(home
				? { bounds: [...home], fitBoundsOptions: { padding: FIT_PADDING * options.scale }, maxBounds: widen(home) }
				: {}),
			locale: { 'Map.Title': options.label },
			localIdeographFontFamily: 'sans-serif',
			attributionControl: false,
			dragRotate: false,
			pitchWithRotate: false,
			maxPitch: 0,
			maxZoom: 17,
			renderWorldCopies: false,
			fadeDuration: 0,
			canvasContextAttributes: { antialias: true }
		});
		this.#map.getCanvas().setAttribute('aria-describedby', options.describedBy);
		this.#map.touchZoomRotate.disableRotation();
		this.#map.keyboard.disableRotation();
		this.#view = new MapView(this.#map);
		this.#pointing = new MapPointing(this.#map, options);
		this.#listen();
	}

	/** Puts other shapes on the map, as when the county has loaded its own. */
	setTownships(shapes: MapShapes): void {
		this.#shapes = shapes;
		this.#view.setHome(shapes);
		if (!this.#isReady) return;
		this.#setData('surroundings', surroundingFeatures(shapes));
		this.#setData('townships', townshipFeatures(shapes));
		this.#setData('neighbour-labels', neighbourLabels(shapes));
		this.#drawFigures();
	}

	/** Colours the townships by a figure and writes it beside their names; null means that there is none. */
	setFigures(values: Figures): void {
		if (areEqual(values, this.#values)) return;
		this.#values = new Map(values);
		if (this.#isReady) this.#drawFigures();
	}

	/** Draws exactly these shelters; only those that differ from what is drawn are touched. */
	setShelters(shelters: readonly ShelterPoint[]): void {
		const kept = new Set(shelters.map(({ id }) => id));
		const removed = [...this.#shelters.keys()].filter((id) => !kept.has(id));
		this.applyShelterChanges(shelters, removed);
	}

	/** Takes changes of single shelters; the newest state of each is drawn with the next batch. */
	applyShelterChanges(changed: Iterable<ShelterPoint>, removed: Iterable<string> = []): void {
		const changes: [string, ShelterPoint | null][] = [];
		for (const shelter of changed) {
			const before = this.#shelters.get(shelter.id);
			this.#shelters.set(shelter.id, shelter);
			if (before === undefined || !isDrawnAlike(before, shelter)) changes.push([shelter.id, shelter]);
		}
		for (const id of removed) if (this.#shelters.delete(id)) changes.push([id, null]);
		if (this.#isReady && changes.length > 0) this.#queue.add(changes);
		const chosen = this.#selection;
		if (chosen?.kind === 'shelter' && changes.some(([id]) => id === chosen.id)) this.#drawRing('selection', chosen);
	}

	/** Marks a township or a shelter; with `reveal` the map moves to what is out of sight. */
	select(selection: MapSelection | null, reveal = true): void {
		if (isSame(selection, this.#selection)) return;
		this.#setState(this.#selection, { selected: false });
		this.#selection = selection;
		this.#setState(selection, { selected: true });
		this.#drawRing('selection', selection);
		if (!reveal || selection === null) return;
		if (selection.kind === 'township') this.#view.revealTownship(this.#shapes, selection.code);
		else {
			const shelter = this.#shelters.get(selection.id);
			if (shelter) this.#view.revealShelter(shelter);
		}
	}

	/** Says how many pixels at the right edge something covers: what is revealed comes to lie beside it. */
	setCovered(pixels: number): void {
		this.#view.setCovered(pixels);
	}

	/** Rings what the pointer is over elsewhere, such as in the list. */
	hover(target: MapSelection | null): void {
		if (isSame(target, this.#hovered)) return;
		this.#setState(this.#hovered, { hovered: false });
		this.#hovered = target;
		this.#setState(target, { hovered: true });
		this.#drawRing('hovered', target);
	}

	/** Marks townships, such as those an event affects while they are being picked. */
	setMarked(codes: Iterable<string>): void {
		const before = this.#marked;
		this.#marked = new Set(codes);
		for (const code of before)
			if (!this.#marked.has(code)) this.#setState({ kind: 'township', code }, { marked: false });
		for (const code of this.#marked) this.#setState({ kind: 'township', code }, { marked: true });
	}

	/** A shelter as it was last given. */
	shelter(id: string): ShelterPoint | undefined {
		return this.#shelters.get(id);
	}

	/** Shows the whole county, or the account's part of it. */
	fitCounty(): void {
		this.#view.fit(this.#shapes);
	}

	zoomBy(levels: number): void {
		this.#view.zoomBy(levels);
	}

	/** While picking, a click gives a place instead of selecting. */
	setPicking(isPicking: boolean): void {
		this.#pointing.setPicking(isPicking);
	}

	/** Puts a pin on a picked place, or takes it away. */
	setPin(point: MapPoint | null): void {
		this.#pin = point;
		if (this.#isReady) this.#setData('pin', pointData(point));
	}

	/** Draws shapes over the townships, such as those of a warning. */
	setDrawn(shapes: DrawnShapes): void {
		this.#drawn = shapes;
		if (this.#isReady) this.#setData('drawn', shapes);
	}

	/** Takes the words of another language. */
	setWords(label: string, clusterTemplate: string): void {
		this.#map.getCanvas().setAttribute('aria-label', label);
		this.#clusterTemplate = clusterTemplate;
		if (this.#isReady) this.#map.setLayoutProperty('cluster-labels', 'text-field', clusterText(clusterTemplate));
	}

	/** Ends drawing and frees the graphics memory. */
	destroy(): void {
		this.#queue.stop();
		this.#map.remove();
	}

	#listen(): void {
		this.#map.once('style.load', () => {
			this.#drawAll();
			this.#awaitDrawn();
		});
		this.#map.on('error', ({ error }) => this.#options.onTrouble(error));
	}

	#awaitDrawn(): void {
		const frames = this.#map.on('render', () => {
			if (!this.#map.isSourceLoaded('townships')) return;
			frames.unsubscribe();
			this.#options.onDrawn();
		});
	}

	#drawAll(): void {
		this.#isReady = true;
		const pixelRatio = Math.max(1, Math.ceil(window.devicePixelRatio));
		for (const badge of BADGES)
			this.#map.addImage(badge, drawBadge(badge, PALETTES[this.#options.theme], pixelRatio * this.#options.scale), {
				pixelRatio
			});
		this.#setData('shelters', shelterFeatures(this.#shelters.values()));
		if (this.#shapes !== this.#options.shapes) this.setTownships(this.#shapes);
		else this.#drawFigures();
		this.#setState(this.#selection, { selected: true });
		this.#drawRing('selection', this.#selection);
		const [hovered, marked] = [this.#hovered, this.#marked];
		[this.#hovered, this.#marked] = [null, new Set()];
		this.hover(hovered);
		this.setMarked(marked);
		this.setPin(this.#pin);
		this.setDrawn(this.#drawn);
		this.setWords(this.#map.getCanvas().getAttribute('aria-label') ?? this.#options.label, this.#clusterTemplate);
	}

	#labels() {
		return townshipLabels(this.#shapes, this.#values, this.#options.formatFigure);
	}

	#drawFigures(): void {
		this.#setData('township-labels', this.#labels());
		const steps = townshipSteps(this.#values, makeScale(this.#values.values()));
		for (const { properties } of townshipFeatures(this.#shapes).features)
			this.#setState({ kind: 'township', code: properties.code }, { step: steps.get(properties.code) ?? -1 });
	}

	#writeShelters(batch: Map<string, ShelterPoint | null>): Promise<unknown> {
		const add = [];
		const remove = [];
		for (const [id, shelter] of batch) {
			if (shelter === null) remove.push(id);
			else add.push(shelterFeature(shelter));
		}
		return Promise.resolve(this.#source('shelters').updateData({ add, remove }));
	}

	/** Tells the style of a township; shelters are marked by their own sources. */
	#setState(of: MapSelection | null, state: Record<string, boolean | number>): void {
		if (this.#isReady && of?.kind === 'township')
			this.#map.setFeatureState({ source: 'townships', id: of.code }, state);
	}

	/** Puts the ring of a selected or hovered shelter where the shelter is. */
	#drawRing(source: 'selection' | 'hovered', of: MapSelection | null): void {
		if (!this.#isReady) return;
		const shelter = of?.kind === 'shelter' ? this.#shelters.get(of.id) : undefined;
		this.#setData(source, pointData(shelter ?? null));
	}

	#source(id: string): GeoJSONSource {
		return this.#map.getSource(id) as GeoJSONSource;
	}

	#setData(source: string, data: FeatureCollection): void {
		void this.#source(source).setData(data).catch(this.#options.onTrouble);
	}
}

function areEqual(a: Figures, b: Figures): boolean {
	return a.size === b.size && [...a].every(([code, value]) => b.get(code) === value && b.has(code));
}

function pointData(point: MapPoint | null) {
	const features = point
		? [
				{
					type: 'Feature' as const,
					properties: {},
					geometry: { type: 'Point' as const, coordinates: [point.lng, point.lat] }
				}
			]
		: [];
	return { type: 'FeatureCollection' as const, features };
}
