import type { Area } from '#domain/areas/area-code.ts';
import type { Role } from '#domain/access/roles.ts';
import type { EventView } from '#domain/events/event.ts';
import type { Figures } from '#domain/reports/check-figures.ts';
import type { SwingPolicy } from '#domain/reports/compare-figures.ts';
import { addDecimals } from '#domain/reports/decimal.ts';
import { indicatorOf, type NationalKey } from '#domain/reports/indicators.ts';
import type { NeededReason } from '#domain/reports/needed-reasons.ts';
import type { ReportUnit } from '#domain/reports/report.ts';
import { pick } from './choose.ts';
import type { Reporter } from './count-history.ts';
import { inventName } from './demo-accounts.ts';
import type { DemoCast } from './demo-cast.ts';
import type { DemoPlaces } from './demo-places.ts';
import type { NameLists, ReportsRecipe } from './demo-recipe.ts';
import { hoursBefore } from './demo-time.ts';
import { MovedPeople, type HoursAgo } from './moved-people.ts';
import { planDamage } from './plan-damage.ts';
import { planVillage, ROUNDS, standingCounts, type PlannedVillage, type Standing } from './plan-reports.ts';
import { ReportBook, type ToldAdjustment, type ToldReport } from './report-book.ts';
import { reportLines, type Line } from './report-lines.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { ToldPoint } from './tell-shelter.ts';
import type { ToldPeople } from './told-people.ts';
import { LOSS_PARTS } from './village-figures.ts';

/** All damage reports of the demonstration's event, with where each unit's chain stands. */
export interface ToldReports {
	reports: ToldReport[];
	units: ReportUnit[];
	adjustments: ToldAdjustment[];
}

/** What the reports are told from. */
export interface ReportsTelling {
	recipe: ReportsRecipe;
	names: NameLists;
	places: DemoPlaces;
	event: EventView;
	/** Of the event. */
	points: readonly ToldPoint[];
	people: ToldPeople;
	cast: DemoCast;
	swings: SwingPolicy;
	random: SeededRandom;
	now: string;
}

/** Townships whose report of today waits for the county. */
const TOWNSHIPS_WAITING = 7;
/** The first name of an information officer without an account, after those of accounts and contacts. */
const FIRST_NAME = 200;

/**
 * Tells the damage reports of the event from every village, township and the county, day by day. What the latest
 * accepted ones and the signed lines come to is exactly what the counts say and what the recipe says.
 */
export function tellReports(telling: ReportsTelling): ToldReports {
	const { event, swings, random, now } = telling;
	const book = new ReportBook(event, swings, random);
	const teller = new ReportsTeller(book, telling, new MovedPeople(telling.points, telling.people, now));
	for (const { ago, tell } of teller.acts().sort((a, b) => b.ago - a.ago)) tell(hoursBefore(now, ago));
	return { reports: book.reports, units: [...book.units.values()], adjustments: book.adjustments };
}

interface Act {
	ago: HoursAgo;
	tell: (at: string) => void;
}

class ReportsTeller {
	readonly #book: ReportBook;
	readonly #telling: ReportsTelling;
	readonly #moved: MovedPeople;

	constructor(book: ReportBook, telling: ReportsTelling, moved: MovedPeople) {
		this.#book = book;
		this.#telling = telling;
		this.#moved = moved;
	}

	/** Everything that happened, in any order. */
	acts(): Act[] {
		const { places } = this.#telling;
		const counted = places.townships.flatMap(({ countingPlaces }) => countingPlaces);
		const standings = this.#standings(counted.filter(({ level }) => level === 'village'));
		const suffering = counted.filter(({ code }) => standings.get(code) !== 'silent');
		const damages = planDamage(
			suffering.map(({ code }) => this.#relocatedFrom(code)),
			this.#telling.recipe.totals,
			this.#telling.random
		);
		const damageOf = new Map(suffering.map(({ code }, index) => [code, damages[index]!]));
		const villages = counted
			.filter(({ level }) => level === 'village')
			.map((area) => {
				const standing = standings.get(area.code) ?? 'onTime';
				return planVillage(area, standing, damageOf.get(area.code) ?? {}, this.#moved, this.#telling.random);
			});
		const townships = places.townships.filter(({ area }) => area.level === 'township');
		return [
			...villages.flatMap((village, index) => this.#villageActs(village, index)),
			...reportLines(this.#telling, this.#moved, villages, damageOf).map((line) => this.#lineAct(line)),
			...townships.flatMap(({ area }, index) => this.#townshipActs(area, index)),
			...ROUNDS.map((ago): Act => ({ ago, tell: (at) => this.#countyReports(ago, at) }))
		];
	}

	/** Who is silent or late today: where the fewest had to leave; who has a report that waits: some who counted early. */
	#standings(villages: readonly Area[]): ReadonlyMap<string, Standing> {
		const { silent, late, waiting, returned } = standingCounts(villages.length);
		const byPeople = [...villages].sort((a, b) => this.#relocatedFrom(a.code) - this.#relocatedFrom(b.code));
		const quiet = byPeople.slice(0, silent + late);
		const early = villages.filter((area) => !quiet.includes(area) && this.#moved.lastCount(area.code) > 4);
		const step = Math.max(Math.floor(early.length / (waiting + returned + 1)), 1);
		const asked = early.filter((_, index) => index % step === 0).slice(0, waiting + returned);
		return new Map([
			...quiet.map(({ code }, index) => [code, index < silent ? 'silent' : 'late'] as const),
			...asked.map(({ code }, index) => [code, index < returned ? 'returned' : 'waiting'] as const)
		]);
	}

	#relocatedFrom(code: string): number {
		const { shelteredTotal, dispersedTotal } = this.#moved.inTheEnd(code);
		return shelteredTotal + dispersedTotal;
	}

	#villageActs({ area, standing, reports }: PlannedVillage, index: number): Act[] {
		const { recipe, cast, random, now } = this.#telling;
		const by = this.#informantOf(area, index);
		const officer = cast.townshipOf(area.code).account;
		const byPhone = random.next() < 0.06;
		return reports.flatMap(({ round, ago, receivedAgo, acceptedAgo, figures }): Act[] => {
			let filed: ToldReport | undefined;
			const note = random.next() < 0.03 ? pick(random, recipe.notes) : '';
			const sources = { ...(round < 3 ? estimated(figures) : {}), ...(byPhone ? onThePhone(figures) : {}) };
			const file = (receivedAt: string) => {
				const times = { observedAt: hoursBefore(now, ago), receivedAt };
				const explain = (needed: NeededReason) => this.#whyItGrew(needed);
				filed = this.#book.file({ areaCode: area.code, by, ...times, figures, sources, note, explain });
			};
			const decide = (at: string) =>
				this.#book.decide(filed!, officer, at, acceptedAgo === null ? pick(random, recipe.returned) : null);
			const decidedAgo = acceptedAgo ?? (standing === 'returned' ? ago * 0.5 : null);
			return [{ ago: receivedAgo, tell: file }, ...(decidedAgo === null ? [] : [{ ago: decidedAgo, tell: decide }])];
		});
	}

	#townshipActs({ code }: Area, index: number): Act[] {
		const { cast, random } = this.#telling;
		return ROUNDS.flatMap((sumAgo, round): Act[] => {
			const isLast = round === ROUNDS.length - 1;
			const ago = isLast ? random.between(0.6, 2.6) : sumAgo + random.between(0.2, 0.6);
			const decidedAgo = isLast ? ago * random.between(0.3, 0.8) : sumAgo + 0.1;
			let filed: ToldReport | undefined;
			const file = (at: string) => {
				filed = this.#fileSum(code, cast.townshipOf(code), this.#book.sumOf(code), at);
			};
			const decide = (at: string) => filed?.state === 'filed' && this.#book.decide(filed, cast.desk, at);
			const isWaiting = isLast && index % 3 === 1 && index < TOWNSHIPS_WAITING * 3;
			return [{ ago, tell: file }, ...(isWaiting ? [] : [{ ago: decidedAgo, tell: decide }])];
		});
	}

	/** The county's report: the sum, with those in shelters as the shelters count them. */
	#countyReports(ago: HoursAgo, at: string): void {
		const { places, cast } = this.#telling;
		const { code } = places.county;
		const sum = this.#book.sumOf(code);
		const { sheltered, open } = this.#moved.shelters(ago);
		// Never more than were reported in all: then the county would wait for the reports.
		const shelteredNow = String(Math.min(sheltered, Number(sum.shelteredTotal ?? 0)));
		const sheltersNow = String(Math.min(open, Number(sum.sheltersTotal ?? 0)));
		const relocatedNow = addDecimals([shelteredNow, sum.dispersedNow ?? '0']);
		this.#fileSum(code, cast.deskReporter(), { ...sum, shelteredNow, sheltersNow, relocatedNow }, at);
	}

	#fileSum(areaCode: string, by: Reporter, figures: Figures, at: string): ToldReport | undefined {
		const { recipe, random } = this.#telling;
		if (Object.keys(figures).length === 0) return undefined;
		const times = { observedAt: at, receivedAt: at };
		return this.#book.file({ areaCode, by, ...times, figures, explain: () => pick(random, recipe.sums) });
	}

	#lineAct({ ago, by, reason, amounts, reversed, areaCode }: Line): Act {
		return {
			ago,
			tell: (at) => {
				for (const [key, amount] of Object.entries(amounts)) {
					const line = this.#book.adjust({ areaCode, indicator: key, amount, reason }, by, at);
					const later = reversed && hoursBefore(this.#telling.now, reversed.ago);
					if (later) this.#book.reverse(line, reversed.reason, by, later);
				}
			}
		};
	}

	#whyItGrew(needed: NeededReason): string {
		const { recipe, random } = this.#telling;
		const key = needed.kind === 'rule' ? needed.break.left.key : needed.change.key;
		const group = indicatorOf(key)?.group;
		if (group === 'housing' || group === 'losses') return pick(random, recipe.reasons[group]);
		const isOfPeople = group === 'people' || group === 'relocation' || group === 'aid';
		return pick(random, isOfPeople ? recipe.reasons.relocation : recipe.reasons.others);
	}

	/** The village's information officer: the account there is, or else somebody invented, with a phone. */
	#informantOf({ code }: Area, index: number): Reporter {
		const { cast, names, random, event } = this.#telling;
		const known = cast.informantOf(code);
		if (known.account.role === 'INFORMANT') return known;
		const displayName = `${inventName(names, FIRST_NAME + index)}（演示）`;
		const role: Role = 'INFORMANT';
		const account = { id: random.id(event.openedAt), username: '', displayName, role, areaCode: code };
		return { account, deviceId: random.id(event.openedAt) };
	}
}

/** Losses of the first days are estimates. */
function estimated(figures: Figures): Partial<Record<NationalKey, 'estimate'>> {
	const keys = ['directEconomicLoss', ...LOSS_PARTS] as const;
	return Object.fromEntries(keys.filter((key) => figures[key] !== undefined).map((key) => [key, 'estimate']));
}

/** A village that the road does not reach tells its figures of people by telephone. */
function onThePhone(figures: Figures): Partial<Record<NationalKey, 'phone'>> {
	const keys = ['affected', 'relocatedTotal', 'relocatedNow'] as const;
	return Object.fromEntries(keys.filter((key) => figures[key] !== undefined).map((key) => [key, 'phone']));
}
