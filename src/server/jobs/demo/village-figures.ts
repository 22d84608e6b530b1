import type { Figures } from '#domain/reports/check-figures.ts';
import { decimalOf, type Decimal } from '#domain/reports/decimal.ts';
import { NATIONAL_KEYS, type NationalKey } from '#domain/reports/indicators.ts';
import type { Hundredths } from './plan-damage.ts';

/** Who of a village had to leave, at a moment. */
export interface Moved {
	shelteredTotal: number;
	shelteredNow: number;
	dispersedTotal: number;
	dispersedNow: number;
	sheltersTotal: number;
	sheltersNow: number;
}

/** Parts of 直接经济损失. */
export const LOSS_PARTS = [
	'householdPropertyLoss',
	'agricultureLoss',
	'industryLoss',
	'infrastructureLoss',
	'publicServiceLoss',
	'otherLoss'
] as const satisfies readonly NationalKey[];

/** Counted to the hundredth; all others are whole. */
const MEASURED: ReadonlySet<string> = new Set([
	'cropAffectedArea',
	'grainAffectedArea',
	'cropDamagedArea',
	'grainDamagedArea',
	'cropDestroyedArea',
	'grainDestroyedArea',
	'forestAffectedArea',
	'aquacultureAffectedArea',
	'damagedRoads',
	'damagedTelecomLines',
	'damagedPowerLines',
	'damagedWaterMains',
	...LOSS_PARTS
]);

/** Share of those who need aid that still need it in the end. */
const STILL_IN_NEED = 0.8;

/**
 * What a village reports when it has found a part of its damage. Parts of one figure stay parts, sums stay sums, and
 * what has happened never becomes less while `found` grows. What it has none of is left blank.
 *
 * @param found how much of the damage is found: 0 (nothing) to 1 (all)
 * @param luck 0 up to, not including, 1; the village's own: whether it finds a small thing early
 */
export function villageFigures(damage: Hundredths, moved: Moved, found: number, luck: number): Figures {
	const so = (key: NationalKey): number => {
		const all = damage[key] ?? 0;
		return MEASURED.has(key) ? Math.floor(all * found + luck) : Math.floor((all / 100) * found + luck) * 100;
	};
	const { shelteredTotal, shelteredNow, dispersedTotal, dispersedNow } = moved;
	const relocatedTotal = shelteredTotal + dispersedTotal;
	const needing = so('needingEmergencyAidTotal');
	const suffered = (Object.keys(damage) as NationalKey[]).filter((key) => damage[key] !== 0);
	const livestockDeaths = so('largeLivestockDeaths') + so('smallLivestockDeaths');
	const figures: Hundredths = {
		...Object.fromEntries(suffered.map((key) => [key, so(key)])),
		...Object.fromEntries(Object.entries(moved).map(([key, people]) => [key, (people as number) * 100])),
		...{ deaths: 0, missing: 0, injured: 0 },
		affected: Math.max(so('affected'), relocatedTotal * 100),
		relocatedTotal: relocatedTotal * 100,
		relocatedNow: (shelteredNow + dispersedNow) * 100,
		needingEmergencyAidNow: Math.floor((needing / 100) * (1 - (1 - STILL_IN_NEED) * found)) * 100,
		...(damage.largeLivestockDeaths || damage.smallLivestockDeaths ? { livestockDeaths } : {}),
		directEconomicLoss: LOSS_PARTS.reduce((sum, key) => sum + so(key), 0)
	};
	return Object.fromEntries(
		NATIONAL_KEYS.flatMap((key) => {
			const figure = figures[key];
			return figure === undefined ? [] : [[key, written(figure)]];
		})
	);
}

function written(hundredths: number): Decimal {
	return decimalOf((hundredths / 100).toFixed(2)) ?? '0';
}
