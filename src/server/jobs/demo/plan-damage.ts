import type { NationalKey } from '#domain/reports/indicators.ts';
import { wholeBetween } from './choose.ts';
import type { SeededRandom } from './seeded-random.ts';
import { shareOut } from './share-out.ts';

/** What is given for the whole county and shared out; the rest follows from it village by village. */
export const DAMAGE_TOTALS = [
	'affected',
	'needingEmergencyAid',
	'collapsedHouseholds',
	'severelyDamagedHouseholds',
	'slightlyDamagedHouseholds',
	'cropAffectedArea',
	'forestAffectedArea',
	'aquacultureAffectedArea',
	'largeLivestockDeaths',
	'smallLivestockDeaths',
	'damagedFactories',
	'damagedShops',
	'damagedRoads',
	'damagedTelecomLines',
	'damagedBaseStations',
	'damagedPowerLines',
	'damagedPowerEquipment',
	'damagedWaterMains',
	'damagedSchools',
	'damagedHealthFacilities'
] as const;
export type DamageTotal = (typeof DAMAGE_TOTALS)[number];

/** Figures in hundredths of their unit (whole numbers), so that they scale and add up exactly. */
export type Hundredths = Partial<Record<NationalKey, number>>;

/** Totals that are measured, not counted: shared out to the hundredth. */
const MEASURED: ReadonlySet<DamageTotal> = new Set([
	'cropAffectedArea',
	'forestAffectedArea',
	'aquacultureAffectedArea',
	'damagedRoads',
	'damagedTelecomLines',
	'damagedPowerLines',
	'damagedWaterMains'
]);

/** The share of villages (0 to 1) that have nothing of it. */
const SPARED: Partial<Record<DamageTotal, number>> = {
	collapsedHouseholds: 0.5,
	severelyDamagedHouseholds: 0.25,
	forestAffectedArea: 0.35,
	aquacultureAffectedArea: 0.8,
	largeLivestockDeaths: 0.5,
	damagedFactories: 0.88,
	damagedShops: 0.7,
	damagedTelecomLines: 0.3,
	damagedBaseStations: 0.7,
	damagedPowerEquipment: 0.4,
	damagedWaterMains: 0.75,
	damagedSchools: 0.82,
	damagedHealthFacilities: 0.92
};

/** How much of a loss, in 万元, a hundredth of each figure makes (assumption; prices of that winter). */
const LOSSES: Readonly<Record<string, Hundredths>> = {
	householdPropertyLoss: {
		collapsedDwellingRooms: 0.9,
		severelyDamagedDwellingRooms: 0.35,
		slightlyDamagedDwellingRooms: 0.06
	},
	agricultureLoss: {
		cropAffectedArea: 0.12,
		cropDamagedArea: 0.4,
		cropDestroyedArea: 0.9,
		forestAffectedArea: 0.25,
		largeLivestockDeaths: 0.4,
		smallLivestockDeaths: 0.03
	},
	industryLoss: { damagedFactories: 8.5, damagedShops: 0.6 },
	infrastructureLoss: {
		damagedRoads: 9,
		damagedTelecomLines: 1.4,
		damagedBaseStations: 6,
		damagedPowerLines: 3,
		damagedPowerEquipment: 0.9,
		damagedWaterMains: 4
	},
	publicServiceLoss: { damagedSchools: 5, damagedHealthFacilities: 3 },
	otherLoss: { affected: 0.002 }
};

/** Plans what each place has lost in the end, by how many of its people had to leave. */
export function planDamage(
	relocated: readonly number[],
	totals: Readonly<Record<DamageTotal, number>>,
	random: SeededRandom
): Hundredths[] {
	const harm = relocated.map((people) => (people + 12) * random.between(0.5, 1.6));
	const shares = Object.fromEntries(
		DAMAGE_TOTALS.map((total) => {
			const weights = harm.map((weight, index) => {
				const isSpared = random.next() < (SPARED[total] ?? 0);
				const base = total === 'affected' ? (relocated[index] ?? 0) * 3 + 250 : weight;
				return isSpared ? 0 : base * random.between(0.6, 1.5);
			});
			const isMeasured = MEASURED.has(total);
			const parts = shareOut(Math.round(totals[total] * (isMeasured ? 100 : 1)), weights);
			return [total, isMeasured ? parts : parts.map((part) => part * 100)];
		})
	) as Record<DamageTotal, number[]>;
	return relocated.map((people, index) => {
		const share = (total: DamageTotal) => shares[total][index] ?? 0;
		const counted = { ...housing(share, random), ...farming(share, random), ...facilities(share) };
		const figures = { ...counted, ...aid(share, people, counted, random) };
		return { ...figures, ...losses(figures, random) };
	});
}

type Share = (total: DamageTotal) => number;

function housing(share: Share, random: SeededRandom): Hundredths {
	const rooms = (households: number, most: number) => {
		const dwelling = Math.round((households / 100) * random.between(1.4, most)) * 100;
		return [dwelling, dwelling + wholeBetween(random, 0, households / 100) * 100] as const;
	};
	const [collapsed, severe, slight] = [
		share('collapsedHouseholds'),
		share('severelyDamagedHouseholds'),
		share('slightlyDamagedHouseholds')
	];
	const [collapsedDwellingRooms, collapsedRooms] = rooms(collapsed, 3.8);
	const [severelyDamagedDwellingRooms, severelyDamagedRooms] = rooms(severe, 3);
	const [slightlyDamagedDwellingRooms, slightlyDamagedRooms] = rooms(slight, 2.4);
	return {
		...{ collapsedRooms, collapsedDwellingRooms, collapsedHouseholds: collapsed },
		...{ severelyDamagedRooms, severelyDamagedDwellingRooms, severelyDamagedHouseholds: severe },
		...{ slightlyDamagedRooms, slightlyDamagedDwellingRooms, slightlyDamagedHouseholds: slight }
	};
}

function farming(share: Share, random: SeededRandom): Hundredths {
	const cropAffectedArea = share('cropAffectedArea');
	const cropDamagedArea = Math.floor(cropAffectedArea * random.between(0.35, 0.55));
	const cropDestroyedArea = Math.floor(cropDamagedArea * random.between(0.15, 0.35));
	// In winter little grain stands in the fields: rape, vegetables and oranges do.
	const grain = random.between(0.04, 0.18);
	return {
		...{ cropAffectedArea, grainAffectedArea: Math.floor(cropAffectedArea * grain) },
		...{ cropDamagedArea, grainDamagedArea: Math.floor(cropDamagedArea * grain) },
		...{ cropDestroyedArea, grainDestroyedArea: Math.floor(cropDestroyedArea * grain) },
		forestAffectedArea: share('forestAffectedArea'),
		largeLivestockDeaths: share('largeLivestockDeaths'),
		smallLivestockDeaths: share('smallLivestockDeaths'),
		aquacultureAffectedArea: share('aquacultureAffectedArea')
	};
}

function facilities(share: Share): Hundredths {
	return {
		damagedFactories: share('damagedFactories'),
		damagedShops: share('damagedShops'),
		damagedRoads: share('damagedRoads'),
		damagedTelecomLines: share('damagedTelecomLines'),
		damagedBaseStations: share('damagedBaseStations'),
		damagedPowerLines: share('damagedPowerLines'),
		damagedPowerEquipment: share('damagedPowerEquipment'),
		damagedWaterMains: share('damagedWaterMains'),
		damagedSchools: share('damagedSchools'),
		damagedHealthFacilities: share('damagedHealthFacilities')
	};
}

/** Who needs help: for longer those whose houses fell, now a share of those who left. */
function aid(share: Share, people: number, houses: Hundredths, random: SeededRandom): Hundredths {
	const size = wholeBetween(random, 3, 4);
	const needingTransitionalAid = (houses.collapsedHouseholds ?? 0) * size;
	const needingEmergencyAidTotal = Math.max(share('needingEmergencyAid'), needingTransitionalAid);
	const affected = Math.max(share('affected'), people * 100, needingEmergencyAidTotal);
	return { affected, needingEmergencyAidTotal, needingTransitionalAid };
}

/** Losses in 万元 from what was lost. */
function losses(figures: Hundredths, random: SeededRandom): Hundredths {
	return Object.fromEntries(
		Object.entries(LOSSES).map(([loss, worth]) => {
			const keys = Object.entries(worth) as [NationalKey, number][];
			const sum = keys.reduce((all, [key, each]) => all + (figures[key] ?? 0) * each, 0);
			return [loss, Math.round(sum * random.between(0.9, 1.1))];
		})
	);
}
