import { boundsOf } from '#domain/areas/geometry.ts';
import { CHINA_BOUNDS } from '#domain/areas/coordinates.ts';
import type { MapShape, MapShapes } from '#domain/areas/map-shapes.ts';
import type { KnownCounty, LoadedShape } from '#domain/areas/shape-validation.ts';

/** The most a map file may hold, in bytes; the server takes no larger request by default. */
export const MAX_FILE_BYTES = 6 * 1024 * 1024;

/** What a map file is held against, from what this page knows of the county. */
export function knownCounty(
	countyCode: string,
	areas: Iterable<{ code: string; name: string }>,
	shapes: MapShapes
): KnownCounty {
	const own = Array.from(areas).filter(({ code }) => code.startsWith(countyCode));
	const outline = shapes.features.filter(({ properties }) => properties.role === 'outline');
	return {
		areas: new Map(own.map(({ code, name }) => [code, { name }])),
		bounds: boundsOf(outline.map(({ geometry }) => geometry)) ?? CHINA_BOUNDS
	};
}

/** The map as it will be when the loaded shapes are in place. */
export function withLoaded(
	shapes: MapShapes,
	loaded: readonly LoadedShape[],
	schematic: boolean,
	source: string
): MapShapes {
	const byCode = new Map(loaded.map((shape) => [shape.code, shape]));
	const kept = shapes.features.map((feature): MapShape => {
		const shape = byCode.get(feature.properties.code);
		if (shape === undefined) return feature;
		byCode.delete(shape.code);
		return { ...feature, properties: { ...feature.properties, schematic, source }, geometry: shape.geometry };
	});
	const added = [...byCode.values()].map(({ code, name, geometry }): MapShape => {
		const role = code.length > 9 ? 'village' : 'township';
		return { type: 'Feature', properties: { code, name, role, schematic, source }, geometry };
	});
	return { type: 'FeatureCollection', features: [...kept, ...added] };
}

/** Offers the county's own shapes as a GeoJSON file, to be edited and loaded again. */
export function saveShapes(shapes: MapShapes, fileName: string): void {
	const own = shapes.features.filter(({ properties }) => properties.role !== 'neighbour');
	const text = JSON.stringify({ type: 'FeatureCollection', features: own });
	const url = URL.createObjectURL(new Blob([text], { type: 'application/geo+json' }));
	const link = document.createElement('a');
	link.href = url;
	link.download = fileName;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
