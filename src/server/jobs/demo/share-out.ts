/**
 * Shares a whole number out by weights so that the parts are whole and add up to it exactly (largest remainder).
 *
 * @param weights not negative; when all are 0, everyone gets the same
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
	const sum = weights.reduce((all, weight) => all + weight, 0);
	const exact = weights.map((weight) => (sum > 0 ? (total * weight) / sum : total / weights.length));
	const parts = exact.map(Math.floor);
	const byRemainder = exact
		.map((value, at) => ({ at, rest: value - Math.floor(value) }))
		.sort((a, b) => b.rest - a.rest || a.at - b.at);
	const missing = total - parts.reduce((all, part) => all + part, 0);
	for (const { at } of byRemainder.slice(0, missing)) parts[at] = (parts[at] ?? 0) + 1;
	return parts;
}
