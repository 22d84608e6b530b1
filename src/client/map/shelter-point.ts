import type { Feature, FeatureCollection, Point } from 'geojson';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { isSilent, occupancyTone, type FigurePolicies } from '#domain/counts/figures.ts';
import type { ShelterView } from '#domain/shelters/shelter.ts';

/** What a shelter's colour tells; also drawn as a badge, so that nothing hangs on colour alone. */
export type MapTone = 'green' | 'amber' | 'red' | 'unknown';
/** What shelters are coloured by. */
export type ColourBy = 'occupancy' | 'condition';

/** A shelter as the map draws it. */
export interface ShelterPoint {
	/** The id that `onselect` gives back. */
	id: string;
	name: string;
	/** WGS84 degrees. */
	lng: number;
	lat: number;
	/** Null while nothing was reported. */
	people: number | null;
	tone: MapTone;
	/** Silent for longer than policy. */
	isSilent: boolean;
	/** Differing reports wait to be settled. */
	isDisputed: boolean;
}

/** Worse tones are drawn above better ones, and a cluster shows its worst. */
const SEVERITY: Record<MapTone, number> = { green: 0, unknown: 1, amber: 2, red: 3 };

/** What the map's expressions read of a shelter. */
export interface ShelterProperties {
	id: string;
	/** Counted people; 0 while unknown, so that clusters can add. */
	people: number;
	/** Figure on the circle; `?` while unknown. */
	label: string;
	severity: number;
	isSilent: boolean;
	isDisputed: boolean;
}

export type ShelterFeature = Feature<Point, ShelterProperties>;

/** An open shelter as the map draws it; null for what is no open shelter. */
export function shelterPointOf(
	point: CountPointView,
	shelter: Pick<ShelterView, 'name' | 'lng' | 'lat'> | undefined,
	by: { colourBy: ColourBy; now: string; policies: FigurePolicies }
): ShelterPoint | null {
	if (shelter === undefined || point.kind !== 'shelter' || point.closedAt !== null) return null;
	return {
		id: point.id,
		name: shelter.name,
		lng: shelter.lng,
		lat: shelter.lat,
		people: point.people,
		tone: by.colourBy === 'condition' ? point.condition : occupancyTone(point, by.policies),
		isSilent: isSilent(point, by.now, by.policies.staleAfterMinutes),
		isDisputed: point.disputeIds.length > 0
	};
}

/** One shelter as GeoJSON. */
export function shelterFeature(shelter: ShelterPoint): ShelterFeature {
	const { id, lng, lat, people, tone, isSilent: silent, isDisputed } = shelter;
	return {
		type: 'Feature',
		geometry: { type: 'Point', coordinates: [lng, lat] },
		properties: {
			id,
			people: people ?? 0,
			label: people === null ? '?' : String(people),
			severity: SEVERITY[tone],
			isSilent: silent,
			isDisputed
		}
	};
}

/** All shelters as GeoJSON, for the map's first picture; later ones come as differences. */
export function shelterFeatures(shelters: Iterable<ShelterPoint>): FeatureCollection<Point, ShelterProperties> {
	return { type: 'FeatureCollection', features: Array.from(shelters, shelterFeature) };
}

/** Whether two states of a shelter are drawn alike. */
export function isDrawnAlike(a: ShelterPoint, b: ShelterPoint): boolean {
	return (
		a === b ||
		(a.lng === b.lng &&
			a.lat === b.lat &&
			a.people === b.people &&
			a.tone === b.tone &&
			a.isSilent === b.isSilent &&
			a.isDisputed === b.isDisputed)
	);
}
