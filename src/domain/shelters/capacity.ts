/** An exact decimal: `digits` / 10^`scale`. */
interface Decimal {
	digits: bigint;
	scale: number;
}

function decimalOf(text: string): Decimal | null {
	const match = /^(\d+)(?:\.(\d*))?$/.exec(text);
	if (!match) return null;
	const fraction = match[2] ?? '';
	return { digits: BigInt(match[1] + fraction), scale: fraction.length };
}

/**
 * People a shelter can take: the number set by hand, else the covered floor area by the space each person needs, in
 * whole people (practice: 3.5 m² a person, GB 21734: above 1.5 m²; the county's own figure is a policy parameter).
 * Exact: 3.5 m² a person in 350.00 m² is 100, never 99.
 *
 * @param floorAreaM2 m² as a decimal text with a dot, such as `'350.00'`
 * @param spacePerPersonM2 m² a person, above 0
 * @returns null when neither the floor area nor the number is known
 */
export function capacityOf(
	shelter: { floorAreaM2: string | null; capacityOverride: number | null },
	spacePerPersonM2: number | string
): number | null {
	if (shelter.capacityOverride !== null) return shelter.capacityOverride;
	const area = shelter.floorAreaM2 === null ? null : decimalOf(shelter.floorAreaM2);
	const space = decimalOf(String(spacePerPersonM2));
	if (!area || !space || space.digits === 0n) return null;
	return Number((area.digits * 10n ** BigInt(space.scale)) / (space.digits * 10n ** BigInt(area.scale)));
}
