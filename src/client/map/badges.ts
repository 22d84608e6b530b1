import type { MapPalette } from './palette.ts';

/**
 * Small signs beside a shelter's circle that tell its state without colour: a triangle for amber, a square with a bar
 * for red, a clock for silence, two arrows for differing reports. Drawn here, so that no picture is fetched.
 */
export const BADGES = ['amber', 'red', 'silent', 'disputed'] as const;
export type Badge = (typeof BADGES)[number];

/** Edge in CSS pixels. */
const SIZE = 18;
const GRID = 24;

/** Paths of the signs on a grid of 24: the body that is filled, the sign drawn on it. */
export const BADGE_SHAPES: Readonly<Record<Badge, { body: string; sign: string }>> = {
	amber: { body: 'M12 2.5L22.5 21.5H1.5Z', sign: 'M12 9v6M12 18v.4' },
	red: { body: 'M3 3H21V21H3Z', sign: 'M8 8l8 8M16 8l-8 8' },
	silent: { body: 'M12 2A10 10 0 1 1 12 22A10 10 0 1 1 12 2Z', sign: 'M12 6.5V12l3.5 2.5' },
	disputed: { body: 'M12 1.5L22.5 12L12 22.5L1.5 12Z', sign: 'M7.5 10h8l-2-2M16.5 14h-8l2 2' }
};

function colours(badge: Badge, palette: MapPalette): { fill: string; ink: string } {
	if (badge === 'amber' || badge === 'red') return palette.tones[badge];
	return { fill: palette.ink, ink: palette.halo };
}

/** Draws a badge at the screen's pixel density. */
export function drawBadge(badge: Badge, palette: MapPalette, pixelRatio: number): ImageData {
	const edge = Math.ceil(SIZE * pixelRatio);
	const canvas = document.createElement('canvas');
	canvas.width = edge;
	canvas.height = edge;
	const context = canvas.getContext('2d');
	if (context === null) return new ImageData(edge, edge);
	const { body, sign } = BADGE_SHAPES[badge];
	const { fill, ink } = colours(badge, palette);
	context.scale(edge / GRID, edge / GRID);
	context.lineJoin = 'round';
	context.lineCap = 'round';
	context.strokeStyle = palette.circleLine;
	context.lineWidth = 2.5;
	context.stroke(new Path2D(body));
	context.fillStyle = fill;
	context.fill(new Path2D(body));
	context.strokeStyle = ink;
	context.lineWidth = 2.5;
	context.stroke(new Path2D(sign));
	return context.getImageData(0, 0, edge, edge);
}
