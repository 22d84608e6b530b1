/** The share of its people that a place has after a part (0 to 1) of the time: slowly at first, then fast, then full. */
export function filled(progress: number): number {
	const part = Math.min(Math.max(progress, 0), 1);
	return 0.28 + 0.72 * part * part * (3 - 2 * part);
}

/** When a place that fills between two moments has a share (0 to 1) of its people: `filled` the other way round. */
export function filledBy(from: string, to: string, share: number): string {
	let [low, high] = [0, 1];
	for (let step = 0; step < 20; step++) {
		const middle = (low + high) / 2;
		if (filled(middle) < share) low = middle;
		else high = middle;
	}
	const [start, end] = [Date.parse(from), Date.parse(to)];
	return new Date(Math.round(start + (end - start) * high)).toISOString();
}
