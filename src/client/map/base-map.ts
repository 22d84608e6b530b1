import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { MapLibrary } from './map-library.ts';
import type { MapPalette } from './palette.ts';

/** Which base maps the server has; each is fetched from our own server only. */
export interface BaseMaps {
	/** A PMTiles file in the data folder, served in byte ranges at `/tiles/base.pmtiles`. */
	pmtiles: boolean;
	/** 天地图, fetched by the server with its key and handed on at `/tiles/tianditu/…`. */
	tianditu: boolean;
}

/** What a base map adds below the county's own layers. */
export interface BaseLayers {
	sources: Record<string, SourceSpecification>;
	layers: LayerSpecification[];
	credits: string[];
}

export const NO_BASE: BaseLayers = { sources: {}, layers: [], credits: [] };

const PMTILES_PATH = '/tiles/base.pmtiles';

function tianditu(origin: string): BaseLayers {
	const source = (layer: string): SourceSpecification => ({
		type: 'raster',
		tiles: [`${origin}/tiles/tianditu/${layer}/{z}/{x}/{y}`],
		tileSize: 256,
		minzoom: 1,
		maxzoom: 18
	});
	return {
		sources: { 'tianditu-vec': source('vec'), 'tianditu-cva': source('cva') },
		layers: [
			{ id: 'tianditu-vec', type: 'raster', source: 'tianditu-vec', paint: { 'raster-saturation': -0.4 } },
			{ id: 'tianditu-cva', type: 'raster', source: 'tianditu-cva' }
		],
		credits: ['天地图']
	};
}

/** Lines and areas of the Protomaps schema, quiet enough to lie under the county's own layers. */
function vectorLayers(palette: MapPalette): LayerSpecification[] {
	const source = 'base';
	return [
		{ id: 'base-earth', type: 'fill', source, 'source-layer': 'earth', paint: { 'fill-color': palette.neighbour } },
		{ id: 'base-water', type: 'fill', source, 'source-layer': 'water', paint: { 'fill-color': palette.water } },
		{
			id: 'base-roads',
			type: 'line',
			source,
			'source-layer': 'roads',
			paint: { 'line-color': palette.neighbourLine, 'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.5, 14, 3] }
		}
	];
}

async function pmtiles(library: MapLibrary, origin: string, palette: MapPalette): Promise<BaseLayers> {
	const { PMTiles, Protocol, TileType } = await import('pmtiles');
	const archive = new PMTiles(origin + PMTILES_PATH);
	const { tileType, minZoom, maxZoom } = await archive.getHeader();
	const protocol = new Protocol();
	protocol.add(archive);
	library.addProtocol('pmtiles', protocol.tile);
	const url = `pmtiles://${origin}${PMTILES_PATH}`;
	const isVector = tileType === TileType.Mvt;
	return {
		sources: {
			base: isVector
				? { type: 'vector', url, minzoom: minZoom, maxzoom: maxZoom }
				: { type: 'raster', url, tileSize: 256, minzoom: minZoom, maxzoom: maxZoom }
		},
		layers: isVector ? vectorLayers(palette) : [{ id: 'base-raster', type: 'raster', source: 'base' }],
		credits: []
	};
}

/**
 * The base map's layers: the PMTiles file if there is one, else 天地图, else none. A file that cannot be read is
 * reported to `onTrouble` and the map does without.
 */
export async function loadBaseLayers(
	base: BaseMaps,
	library: MapLibrary,
	palette: MapPalette,
	onTrouble: (error: unknown) => void
): Promise<BaseLayers> {
	const { origin } = window.location;
	if (base.pmtiles) {
		try {
			return await pmtiles(library, origin, palette);
		} catch (error) {
			onTrouble(error);
		}
	}
	return base.tianditu ? tianditu(origin) : NO_BASE;
}
