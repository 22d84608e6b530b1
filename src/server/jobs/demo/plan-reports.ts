import type { Area } from '#domain/areas/area-code.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import type { HoursAgo, MovedPeople } from './moved-people.ts';
import type { Hundredths } from './plan-damage.ts';
import type { SeededRandom } from './seeded-random.ts';
import { villageFigures, type Moved } from './village-figures.ts';

/** When the county sums up: after 初报, and day by day. */
export const ROUNDS: readonly HoursAgo[] = [129, 106, 84, 62, 40, 18, 0.4];

/** How much of the damage is found by each round. */
const FOUND = [0.015, 0.1, 0.28, 0.52, 0.74, 0.92, 1];

/** The share of villages that have found everything a day before the end. */
const FOUND_EARLY = 0.35;
/** The share of days without a new count on which a village says that nothing has changed. */
const QUIET = 0.7;

/** How a village stands in the end: `silent` has never reported, `late` not today; a last report waits, or went back. */
export type Standing = 'onTime' | 'late' | 'silent' | 'waiting' | 'returned';

/** A report of a village as it will be filed. */
export interface PlannedReport {
	round: number;
	ago: HoursAgo;
	receivedAgo: HoursAgo;
	/** When the township accepts it; null for one that waits or goes back. */
	acceptedAgo: HoursAgo | null;
	figures: Figures;
}

/** A village with its reports; what its last accepted one says of who is away. */
export interface PlannedVillage {
	area: Area;
	standing: Standing;
	reports: PlannedReport[];
	moved: Moved | null;
}

/** How many villages stand in each way, of so many. */
export function standingCounts(villages: number): Record<Exclude<Standing, 'onTime'>, number> {
	const few = (most: number, oneIn: number) => Math.min(most, Math.floor(villages / oneIn));
	return { silent: few(4, 20), late: few(6, 15), waiting: few(8, 12), returned: few(2, 12) };
}

/** Plans the reports of a village: 初报 on the first day, then every day, the last after its last count. */
export function planVillage(
	area: Area,
	standing: Standing,
	damage: Hundredths,
	moved: MovedPeople,
	random: SeededRandom
): PlannedVillage {
	if (standing === 'silent') return { area, standing, reports: [], moved: null };
	const [phase, luck, pace] = [random.next(), random.next(), random.between(0.85, 1.15)];
	const isEarly = standing === 'late' || random.next() < FOUND_EARLY;
	const rounds = standing === 'late' ? ROUNDS.length - 1 : ROUNDS.length;
	const reports: PlannedReport[] = [];
	let last: Moved | null = null;
	for (let round = 0; round < rounds; round++) {
		const isLast = round === ROUNDS.length - 1;
		const ago = timeOf(round, phase, standing, moved.lastCount(area.code), random);
		const now = movedBy(area, round, ago, standing === 'late', moved, luck, last);
		const found = isLast || (isEarly && round === 5) ? 1 : Math.min(FOUND[round]! * pace, 1);
		const isQuiet =
			!isLast && round > 1 && last !== null && hasNoNewCount(last, now) && random.next() < QUIET && !isEarly;
		const before = reports.at(-1);
		const figures = isQuiet && before ? before.figures : villageFigures(damage, now, found, luck);
		if (!isQuiet) last = now;
		reports.push({ ...timesOf(round, ago, random), figures });
	}
	const more = extraReport(standing, reports.at(-1)!, damage, last!, luck, random);
	return { area, standing, reports: [...reports, ...more], moved: last };
}

/** When a village reports: within some hours before the county sums up, always about the same hour. */
function timeOf(round: number, phase: number, standing: Standing, lastCount: HoursAgo, random: SeededRandom): HoursAgo {
	if (round === 0) return 131 + 12 * phase;
	if (round === ROUNDS.length - 1) return lastCount * random.between(0.5, 0.9);
	if (round === ROUNDS.length - 2 && standing === 'late') return 25 + 3 * phase;
	return ROUNDS[round]! + 1.5 + 7.5 * phase + random.between(0, 0.6);
}

function timesOf(round: number, ago: HoursAgo, random: SeededRandom): Omit<PlannedReport, 'figures'> {
	if (round === ROUNDS.length - 1)
		return { round, ago, receivedAgo: ago * 0.97, acceptedAgo: ago * random.between(0.3, 0.8) };
	const receivedAgo = ago - (random.next() < 0.06 ? random.between(0.2, 0.5) : random.between(0.005, 0.05));
	const acceptedAgo = Math.max(receivedAgo - random.between(0.2, 2.5), ROUNDS[round]! + 0.7);
	return { round, ago, receivedAgo, acceptedAgo };
}

function movedBy(
	{ code }: Area,
	round: number,
	ago: HoursAgo,
	isLate: boolean,
	moved: MovedPeople,
	luck: number,
	before: Moved | null
): Moved {
	const end = moved.inTheEnd(code);
	if (round === ROUNDS.length - 1) return end;
	const now = moved.at(code, round, ago, ROUNDS[round]!, luck);
	const { shelteredTotal, shelteredNow } = isLate && round === ROUNDS.length - 2 ? end : now;
	const dispersedTotal = Math.max(now.dispersedTotal, before?.dispersedTotal ?? 0);
	return { ...now, shelteredTotal, shelteredNow, dispersedTotal };
}

function hasNoNewCount(before: Moved, now: Moved): boolean {
	return before.dispersedNow === now.dispersedNow && before.sheltersTotal === now.sheltersTotal;
}

/** One more report of today that nobody has accepted: more houses were found damaged. */
function extraReport(
	standing: Standing,
	{ acceptedAgo }: PlannedReport,
	damage: Hundredths,
	moved: Moved,
	luck: number,
	random: SeededRandom
): PlannedReport[] {
	if ((standing !== 'waiting' && standing !== 'returned') || acceptedAgo === null) return [];
	const ago = acceptedAgo * random.between(0.5, 0.8);
	const more = (2 + Math.floor(random.next() * 6)) * 100;
	const worse: Hundredths = {
		...damage,
		slightlyDamagedRooms: (damage.slightlyDamagedRooms ?? 0) + 2 * more,
		slightlyDamagedDwellingRooms: (damage.slightlyDamagedDwellingRooms ?? 0) + 2 * more,
		slightlyDamagedHouseholds: (damage.slightlyDamagedHouseholds ?? 0) + more,
		householdPropertyLoss: (damage.householdPropertyLoss ?? 0) + Math.round(more * 0.12)
	};
	const figures = villageFigures(worse, moved, 1, luck);
	return [{ round: ROUNDS.length - 1, ago, receivedAgo: ago * 0.97, acceptedAgo: null, figures }];
}
