/** One line of the table: a figure, its baseline measured in the same run, and whether it reaches what it should. */
export interface Figure {
	id: string;
	/** The measured value, median of the rounds. */
	value: number;
	unit: string;
	/** The baseline's value in the same unit; null where the figure stands for itself. */
	baseline: number | null;
	/** `value / baseline`; null without a baseline. */
	ratio: number | null;
	/** What it should reach, such as `≥ 0.6` or `≤ 180 kB`. */
	reach: string;
	holds: boolean;
	/** What was measured, with what, in one line. */
	note?: string;
}

/** What is compared with the limit: the ratio where there is a baseline, else the value. */
export function figure(
	id: string,
	measured: { value: number; baseline: number | null; unit: string; note?: string },
	limit: { least?: number; most?: number }
): Figure {
	const { value, baseline, unit, note } = measured;
	const ratio = baseline === null ? null : value / baseline;
	const compared = ratio ?? value;
	const holds = compared >= (limit.least ?? -Infinity) && compared <= (limit.most ?? Infinity);
	const bound = limit.least !== undefined ? `≥ ${limit.least}` : `≤ ${limit.most}`;
	return { id, value, unit, baseline, ratio, reach: ratio === null ? `${bound} ${unit}` : bound, holds, note };
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** The value below which a share of all values lies. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Milliseconds on the machine's monotonic clock, the same in all processes. */
export function clockMs(): number {
	return Number(process.hrtime.bigint()) / 1e6;
}

/** Runs two measurements turn by turn, `rounds` times each, and gives the medians. */
export async function turnByTurn(
	rounds: number,
	measured: () => Promise<number>,
	baseline: () => Promise<number>
): Promise<{ value: number; baseline: number }> {
	const values: number[] = [];
	const baselines: number[] = [];
	for (let round = 0; round < rounds; round++) {
		baselines.push(await baseline());
		values.push(await measured());
	}
	return { value: median(values), baseline: median(baselines) };
}
