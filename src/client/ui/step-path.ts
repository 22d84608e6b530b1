/** One figure of a course over time: the moment (ms since 1970) and the figure that holds from then on. */
export interface ChartPoint {
	at: number;
	value: number;
}

export interface StepPath {
	/** SVG path of the line. */
	line: string;
	/** SVG path of the area under the line. */
	area: string;
	/** Place of the last figure. */
	end: { x: number; y: number };
	/** Highest figure on the scale. */
	top: number;
}

/** The next round figure (1, 2, 5 × 10ⁿ) at or above a value. */
export function roundUp(value: number): number {
	if (value <= 0) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

/**
 * Draws a course as steps, since a figure holds until the next one is reported. The scale starts at zero.
 *
 * @param points in the order of time
 * @param until the right edge (ms); the last figure holds up to it
 * @param reference a figure the scale must reach, such as a capacity
 */
export function stepPath(
	points: readonly ChartPoint[],
	width: number,
	height: number,
	until: number,
	reference = 0
): StepPath | null {
	const first = points[0];
	if (!first) return null;
	const span = Math.max(1, until - first.at);
	const top = roundUp(points.reduce((most, point) => Math.max(most, point.value), Math.max(1, reference)));
	const x = (at: number) => round(((Math.min(at, until) - first.at) / span) * width);
	const y = (value: number) => round(height - (value / top) * height);
	let line = `M0 ${y(first.value)}`;
	for (const point of points.slice(1)) line += `H${x(point.at)}V${y(point.value)}`;
	const last = points[points.length - 1] ?? first;
	line += `H${width}`;
	return { line, area: `${line}V${height}H0Z`, end: { x: width, y: y(last.value) }, top };
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
