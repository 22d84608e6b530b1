import type { MapTone } from './shelter-point.ts';

/** Colours of the map. The ramp runs from zero to the highest step, each clearly lighter or darker than the next. */
export interface MapPalette {
	background: string;
	water: string;
	neighbour: string;
	neighbourLine: string;
	neighbourInk: string;
	/** Without a figure. */
	empty: string;
	ramp: readonly [string, string, string, string, string, string];
	townshipLine: string;
	outline: string;
	ink: string;
	halo: string;
	selection: string;
	tones: Record<MapTone, { fill: string; ink: string }>;
	circleLine: string;
}

export type MapTheme = 'light' | 'dark';

export const PALETTES: Record<MapTheme, MapPalette> = {
	light: {
		background: '#e9eef0',
		water: '#cfe3ec',
		neighbour: '#f3f3ee',
		neighbourLine: '#cfd3d0',
		neighbourInk: '#7c888b',
		empty: '#fbfaf6',
		ramp: ['#f4f8f6', '#dcebe9', '#b9d9d7', '#8cc0c0', '#5aa2a5', '#2f8087'],
		townshipLine: '#8fa3a6',
		outline: '#274b55',
		ink: '#1c2e33',
		halo: '#ffffff',
		selection: '#d3570a',
		circleLine: '#ffffff',
		tones: {
			green: { fill: '#1f7a45', ink: '#ffffff' },
			amber: { fill: '#f0a523', ink: '#2a1a00' },
			red: { fill: '#b3261e', ink: '#ffffff' },
			unknown: { fill: '#6b777b', ink: '#ffffff' }
		}
	},
	dark: {
		background: '#08161c',
		water: '#0a2a38',
		neighbour: '#0b1c23',
		neighbourLine: '#1b343d',
		neighbourInk: '#6f868d',
		empty: '#10252d',
		ramp: ['#12282f', '#173d47', '#1d5661', '#26727d', '#35929b', '#5cb8be'],
		townshipLine: '#3c5d67',
		outline: '#8fb6be',
		ink: '#f2f8f8',
		halo: '#08161c',
		selection: '#ffb454',
		circleLine: '#08161c',
		tones: {
			green: { fill: '#4fbf7f', ink: '#04150b' },
			amber: { fill: '#ffc14d', ink: '#2a1a00' },
			red: { fill: '#ff6f61', ink: '#2b0300' },
			unknown: { fill: '#93a7ad', ink: '#08161c' }
		}
	}
};
