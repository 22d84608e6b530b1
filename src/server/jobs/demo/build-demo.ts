import { dayOf } from '#domain/audit/audit-entry.ts';
import type { Area } from '#domain/areas/area-code.ts';
import type { Policies } from '#domain/policies/policies.ts';
import type { KeptWarning } from '#domain/warnings/find-warnings.ts';
import { makeDemoAccounts, type DemoAccountRow } from './demo-accounts.ts';
import { DemoCast } from './demo-cast.ts';
import { DemoPlaces } from './demo-places.ts';
import type { DemoRecipe } from './demo-recipe.ts';
import { hoursBefore } from './demo-time.ts';
import { HouseholdMaker } from './household-maker.ts';
import { makeShelters, type DemoShelter } from './make-shelters.ts';
import { tellStories } from './people-stories.ts';
import { SeededRandom } from './seeded-random.ts';
import { shareOut } from './share-out.ts';
import { tellEvent, type ToldEvent } from './tell-event.ts';
import { PeopleTeller } from './tell-people.ts';
import { tellRelocation, type ToldRelocationList } from './tell-relocation.ts';
import { tellReports, type ToldReports } from './tell-reports.ts';
import { tellRosters, type ToldRoster } from './tell-rosters.ts';
import { tellPastEvent } from './tell-past-event.ts';
import { tellShelter, type Telling, type ToldPoint } from './tell-shelter.ts';
import type { ToldPeople } from './told-people.ts';
import { tellVillage } from './tell-village.ts';
import { tellWarnings } from './tell-warnings.ts';

/** 分散安置 of the reference case: 28,500 relocated, 3,000 of them in 28 shelters. */
export const DEMO_DISPERSED = 25_500;

/** Villages in a hundred that have nobody relocated and say so (零报告). */
const ZERO_REPORTS = 5;

/** All of the demonstration, before it is written. */
export interface Demo {
	accounts: DemoAccountRow[];
	/** Under whose name the events were opened. */
	desk: DemoAccountRow;
	shelters: DemoShelter[];
	events: ToldEvent[];
	points: ToldPoint[];
	people: ToldPeople;
	rosters: ToldRoster[];
	relocation: ToldRelocationList[];
	warnings: KeptWarning[];
	reports: ToldReports;
}

/**
 * Builds the demonstration for a county: the reference case with exactly its totals, on that county's real places,
 * ending at `now`. The same areas, policies and `now` give the same demonstration, ids included.
 */
export function buildDemo(recipe: DemoRecipe, areas: readonly Area[], policies: Policies, now: string): Demo {
	const places = new DemoPlaces(areas);
	const random = new SeededRandom(Number(places.county.code));
	const registeredAt = hoursBefore(now, 24 * 365);
	const shelters = makeShelters(recipe, places, policies.spacePerPersonM2, random, registeredAt);
	const open = shelters.filter((shelter) => shelter.recipe.people !== undefined);
	const shelterVillages = open.map(({ shelter }) => shelter.areaCode);
	const accounts = makeDemoAccounts({ places, shelterVillages }, recipe.people, random, registeredAt);
	const cast = new DemoCast(accounts, random, registeredAt);
	const people = peopleTeller(recipe, places, now);
	const telling: Telling = { now, random, cast, places, people, windowMinutes: policies.disputeWindowMinutes };

	const past = tellPastEvent(recipe.events.past, places, shelters, telling);
	const main = tellEvent(recipe.events.main, [places.county.code], now, random);
	const points = [
		...past.points,
		...open.map((shelter) => tellShelter(shelter, main.event, telling)),
		...tellVillages(recipe, places, main, telling)
	];
	tellStories(people);
	const ofWarnings = { desk: cast.desk, now, random: new SeededRandom(Number(places.county.code) + 3) };
	const warnings = tellWarnings(places, ofWarnings);
	const reports = tellReports({
		...{ recipe: recipe.reports, names: recipe.people, places, event: main.event, people: people.told, cast, now },
		points: points.filter(({ history }) => history.state.point.eventId === main.event.id),
		swings: { sharePercent: policies.swingPercent, atLeast: policies.swingAtLeast },
		random: new SeededRandom(Number(places.county.code) + 4)
	});
	const told = { accounts, desk: cast.desk, shelters, events: [past.told, main], points, warnings, reports };
	return { ...told, ...tellLists(recipe, places, main, points, telling) };
}

/** Invents the people by chance of their own, so that the other figures do not depend on them. */
function peopleTeller(recipe: DemoRecipe, { county }: DemoPlaces, now: string): PeopleTeller {
	const random = new SeededRandom(Number(county.code) + 1);
	const startedAt = hoursBefore(now, recipe.events.main.startedHoursAgo);
	const bornBefore = dayOf(new Date(startedAt));
	return new PeopleTeller(new HouseholdMaker(recipe.people, county.code, bornBefore, random), random, now);
}

/** The rosters of the county, and the lists of the first township's first villages, by chance of their own too. */
function tellLists(
	recipe: DemoRecipe,
	{ county, townships }: DemoPlaces,
	{ event }: ToldEvent,
	points: readonly ToldPoint[],
	{ now, cast, people }: Telling
): Pick<Demo, 'people' | 'rosters' | 'relocation'> {
	const random = new SeededRandom(Number(county.code) + 2);
	const { told, maker } = people;
	const villages = townships[0]!.countingPlaces.map(({ code }) => code);
	const open = points
		.map(({ history }) => history.state.point)
		.filter(({ kind, closedAt, eventId }) => kind === 'shelter' && closedAt === null && eventId === event.id);
	const teller = { event, cast, maker, names: recipe.people, random, now };
	const { lists, atHome } = tellRelocation(villages, told.households, open, teller);
	const households = [...told.households, ...atHome];
	const where = { county: county.code, villages };
	const rosters = tellRosters(households, where, { by: cast.desk, maker, random, now });
	return { people: { ...told, households }, rosters, relocation: lists };
}

function tellVillages(recipe: DemoRecipe, places: DemoPlaces, main: ToldEvent, telling: Telling): ToldPoint[] {
	const { random } = telling;
	const weights = recipe.events.main.relocatedByWeight;
	const villages = places.townships.flatMap(({ area, countingPlaces }) => {
		const township = weights[area.name] ?? random.between(0.8, 1.2);
		return countingPlaces.map((place) => ({
			place,
			weight: random.next() * 100 < ZERO_REPORTS ? 0 : township * random.between(0.4, 1.7)
		}));
	});
	const shares = shareOut(
		DEMO_DISPERSED,
		villages.map(({ weight }) => weight)
	);
	return villages.map(({ place }, index) => tellVillage(place, shares[index] ?? 0, main.event, telling));
}
