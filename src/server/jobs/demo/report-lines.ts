import type { Area } from '#domain/areas/area-code.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import { decimalOf, subtractDecimals, type Decimal } from '#domain/reports/decimal.ts';
import { NATIONAL_KEYS, type NationalKey } from '#domain/reports/indicators.ts';
import type { Reporter } from './count-history.ts';
import type { HoursAgo, MovedPeople } from './moved-people.ts';
import type { Hundredths } from './plan-damage.ts';
import { ROUNDS, type PlannedVillage } from './plan-reports.ts';
import type { ReportsTelling } from './tell-reports.ts';
import { villageFigures, type Moved } from './village-figures.ts';

/** Signed lines of one occasion, and when they were taken back. */
export interface Line {
	areaCode: string;
	by: Reporter;
	ago: HoursAgo;
	reason: string;
	amounts: Readonly<Partial<Record<NationalKey, Decimal>>>;
	reversed?: { ago: HoursAgo; reason: string };
}

/** People who went to relatives in another township. */
const TRANSFERRED = 6;
/** Townships with so many dispersed can spare them. */
const ENOUGH = 50;
const FILLED_IN_AGO = 5;

/**
 * The signed lines beside the villages' reports: for places whose word of today is missing or who have no villages;
 * for people counted in another township; for what no village counts; and one that was a mistake.
 */
export function reportLines(
	telling: ReportsTelling,
	moved: MovedPeople,
	villages: readonly PlannedVillage[],
	damageOf: ReadonlyMap<string, Hundredths>
): Line[] {
	const { recipe, places, cast } = telling;
	const byPeople = places.townships
		.map(({ area, villages: own }) => ({
			area,
			people: own.reduce((sum, { code }) => sum + moved.inTheEnd(code).dispersedTotal, 0)
		}))
		.sort((a, b) => b.people - a.people);
	const [from, to, third] = byPeople.filter(({ people }) => people >= ENOUGH).map(({ area }) => area);
	const county = cast.deskReporter();
	return [
		...places.townships.flatMap((township) => {
			const lines = township.villages.length > 0 ? missingWords(township.area, villages, moved, telling) : [];
			const own = township.villages.length > 0 ? [] : withoutVillages(township.area, moved, damageOf, telling);
			return [...lines, ...own];
		}),
		...(from && to ? transfer(from, to, telling) : []),
		...(third ? mistake(third, telling) : []),
		...recipe.countyLines.map(({ reason, amounts }, index) => {
			return { areaCode: places.county.code, by: county, ago: ROUNDS[3]! + 0.05 + index * 0.05, reason, amounts };
		})
	];
}

/** What the township knows of villages that have not reported today. */
function missingWords(
	area: Area,
	villages: readonly PlannedVillage[],
	moved: MovedPeople,
	{ recipe, cast }: ReportsTelling
): Line[] {
	const missing = villages.filter(
		({ area: { parentCode }, standing }) => parentCode === area.code && (standing === 'silent' || standing === 'late')
	);
	return missing.flatMap((village): Line[] => {
		const end = moved.inTheEnd(village.area.code);
		const amounts = amountsOf(figuresOf(end, village.moved), figuresOf(village.moved ?? NOBODY, village.moved));
		if (Object.keys(amounts).length === 0) return [];
		const reason = recipe.missingWord.replace('{places}', village.area.name);
		return [{ areaCode: area.code, by: cast.townshipOf(area.code), ago: FILLED_IN_AGO, reason, amounts }];
	});
}

/** A township or county without villages counts by itself. */
function withoutVillages(
	{ code }: Area,
	moved: MovedPeople,
	damageOf: ReadonlyMap<string, Hundredths>,
	{ recipe, cast }: ReportsTelling
): Line[] {
	const amounts = amountsOf(villageFigures(damageOf.get(code) ?? {}, moved.inTheEnd(code), 1, 0), {});
	return [{ areaCode: code, by: cast.townshipOf(code), ago: FILLED_IN_AGO, reason: recipe.withoutVillages, amounts }];
}

function transfer(from: Area, to: Area, { recipe, cast }: ReportsTelling): Line[] {
	const reason = recipe.transfer.replaceAll('{to}', to.name).replace('{count}', String(TRANSFERRED));
	const lineOf = ({ code }: Area, amount: number): Line => {
		const people = String(amount);
		const amounts = { dispersedTotal: people, relocatedTotal: people, dispersedNow: people, relocatedNow: people };
		return { areaCode: code, by: cast.townshipOf(code), ago: ROUNDS[3]! + 0.65, reason, amounts };
	};
	return [lineOf(from, -TRANSFERRED), lineOf(to, TRANSFERRED)];
}

function mistake({ code }: Area, { recipe, cast }: ReportsTelling): Line[] {
	const { add, back } = recipe.reversed;
	const by = cast.townshipOf(code);
	const amounts = { collapsedHouseholds: '2' };
	return [{ areaCode: code, by, ago: 36, reason: add, amounts, reversed: { ago: 31, reason: back } }];
}

const NOBODY: Moved = {
	...{ shelteredTotal: 0, shelteredNow: 0, dispersedTotal: 0, dispersedNow: 0 },
	...{ sheltersTotal: 0, sheltersNow: 0 }
};

/** Who is away; for a village that has never reported they are also the affected that are known of. */
function figuresOf(moved: Moved, reported: Moved | null): Figures {
	const { affected, ...figures } = villageFigures({}, moved, 1, 0);
	return reported || affected === undefined ? figures : { ...figures, affected };
}

/** What has to be added to get from one to the other. */
function amountsOf(to: Figures, from: Figures): Partial<Record<NationalKey, Decimal>> {
	return Object.fromEntries(
		NATIONAL_KEYS.flatMap((key) => {
			const amount = decimalOf(subtractDecimals(to[key] ?? '0', from[key] ?? '0')) ?? '0';
			return amount === '0' ? [] : [[key, amount]];
		})
	);
}
