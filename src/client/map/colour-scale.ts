/** A sequential scale: figures fall into steps between round numbers. */
export interface ColourScale {
	/** Lower bounds of the steps after the first, rising. Step 0 is for zero alone. */
	bounds: number[];
	/** 0 for zero, 1…`bounds.length` for more; null when there is no figure. */
	stepOf: (value: number | null | undefined) => number | null;
}

/** Steps above zero; the ramps in palette.ts have a colour for each and one for zero. */
export const SCALE_STEPS = 5;

/** The next of 1, 1.5, 2, 3, 4, 5, 6, 8, 10 × a power of ten: bounds that read well. */
function roundUp(value: number): number {
	if (value <= 1) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	const factor = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((each) => each * power >= value - 1e-9) ?? 10;
	return Math.ceil(factor * power);
}

/**
 * A scale of five steps up to the largest figure. The bounds follow the square root, so that one large township does
 * not wash out all others; they are whole, round and rising.
 */
export function makeScale(values: Iterable<number | null>): ColourScale {
	const largest = Math.max(0, ...Array.from(values, (value) => value ?? 0));
	const bounds: number[] = [1];
	for (let step = 1; step < SCALE_STEPS; step += 1) {
		const bound = roundUp(largest * (step / SCALE_STEPS) ** 2);
		if (bound > (bounds.at(-1) as number) && bound <= largest) bounds.push(bound);
	}
	return {
		bounds,
		stepOf: (value) => {
			if (value === null || value === undefined) return null;
			return bounds.filter((bound) => value >= bound).length;
		}
	};
}
