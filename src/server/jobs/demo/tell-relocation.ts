import type { CountPointView } from '#domain/counts/count-point.ts';
import type { EventView } from '#domain/events/event.ts';
import { scopeOf } from '#domain/people/find-people.ts';
import type { Helper } from '#domain/relocation/relocation.ts';
import type { RelocationState } from '#domain/relocation/relocation-state.ts';
import { takeTick, type StandingTick } from '#domain/relocation/take-tick.ts';
import type { Reporter } from './count-history.ts';
import type { DemoCast } from './demo-cast.ts';
import { hoursBefore } from './demo-time.ts';
import type { HouseholdMaker } from './household-maker.ts';
import { Namer } from './name-people.ts';
import type { NameLists } from './demo-recipe.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { ToldHousehold } from './told-people.ts';

/** Something ticked in the demonstration. */
export interface ToldTick extends StandingTick {
	relocationId: string;
	reason: string;
	seenIds: string[];
	reporter: Reporter;
}

/** A household of a told list. */
export interface ToldRelocation {
	id: string;
	householdId: string;
	helper: Helper | null;
	toPointId: string | null;
	standing: StandingTick[];
}

/** A village's list, some of its households gone and some not. */
export interface ToldRelocationList {
	id: string;
	eventId: string;
	areaCode: string;
	madeAt: string;
	madeBy: Reporter['account'];
	households: ToldRelocation[];
	ticks: ToldTick[];
}

/** Households of each list that are still at home when the demonstration is loaded, and what was ticked of them. */
const AT_HOME: readonly (readonly (RelocationState | 'disputed')[])[] = [
	['left', 'left', 'todo', 'todo', 'todo', 'disputed', 'refused', 'notHome', 'todo', 'todo'],
	['left', 'left', 'left', 'todo', 'todo', 'notHome'],
	['left', 'left', 'left', 'left']
];
const LARGEST = 5;

interface Teller {
	event: EventView;
	cast: DemoCast;
	maker: HouseholdMaker;
	names: NameLists;
	random: SeededRandom;
	now: string;
}

/**
 * Makes the lists of villages from who is registered there, and registers some households more that have not left yet.
 *
 * @param points open shelters that they may be sent to
 * @returns the lists, and the households that were registered for them
 */
export function tellRelocation(
	villages: readonly string[],
	households: readonly ToldHousehold[],
	points: readonly CountPointView[],
	{ event, cast, maker, names, random, now }: Teller
): { lists: ToldRelocationList[]; atHome: ToldHousehold[] } {
	const atHome: ToldHousehold[] = [];
	const namer = new Namer(names, random);
	const lists = villages.slice(0, AT_HOME.length).map((areaCode, index): ToldRelocationList => {
		const madeAt = hoursBefore(now, 30 + index * 7);
		const [first, second] = [cast.informantOf(areaCode), cast.townshipOf(areaCode)];
		const helpers = [0, 1, 2].map((): Helper => {
			const name = namer.name({ sex: 'male', age: 45 });
			return { name, phone: `000-${String(Math.floor(random.between(0, 1e8))).padStart(8, '0')}` };
		});
		const there = points.filter(({ townshipCode }) => areaCode.startsWith(townshipCode));
		const told = (householdId: string): ToldRelocation => ({
			id: random.id(madeAt),
			householdId,
			helper: random.next() < 0.85 ? helpers[Math.floor(random.next() * helpers.length)]! : null,
			toPointId: there[Math.floor(random.next() * there.length)]?.id ?? null,
			standing: []
		});
		const rows = households.filter(({ homeCode }) => homeCode === areaCode).map(({ id }) => told(id));
		const ticks: ToldTick[] = [];
		const say = (row: ToldRelocation, state: RelocationState, reporter: Reporter, hours: number) => {
			const observedAt = hoursBefore(now, hours);
			const { id: accountId } = reporter.account;
			const reason = state === 'refused' ? '要守牲口，不愿走（演示）' : '';
			const tick = { id: random.id(observedAt), state, observedAt, accountId, seenIds: [] };
			row.standing = takeTick(row.standing, tick);
			ticks.push({ ...tick, relocationId: row.id, reason, reporter });
		};
		for (const state of AT_HOME[index]!) {
			const made = maker.make('village', LARGEST, areaCode, hoursBefore(madeAt, 24));
			atHome.push({ ...made, scopeCodes: new Set(scopeOf(areaCode)) });
			const row = told(made.id);
			rows.push(row);
			if (state === 'disputed') {
				say(row, 'left', first, 5.2);
				const other = second.account.id === first.account.id ? cast.deskReporter() : second;
				say(row, 'refused', other, 4.1);
			} else if (state !== 'todo') say(row, state, first, random.between(1, 12));
		}
		const madeBy = second.account;
		return { id: random.id(madeAt), eventId: event.id, areaCode, madeAt, madeBy, households: rows, ticks };
	});
	return { lists, atHome };
}
