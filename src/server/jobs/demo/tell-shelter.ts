import { decideOpenShelter } from '#domain/shelters/open-shelter.ts';
import { decideSetCondition } from '#domain/shelters/set-condition.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';
import type { EventView } from '#domain/events/event.ts';
import type { ShelterKind } from '#domain/shelters/shelter.ts';
import { accept } from '../../commands/execute.ts';
import { pick } from './choose.ts';
import { CountHistory, type Groups, type Word } from './count-history.ts';
import type { DemoCast } from './demo-cast.ts';
import type { DemoPlaces } from './demo-places.ts';
import { hoursBefore } from './demo-time.ts';
import { filled } from './filled.ts';
import type { Origin } from './household-kinds.ts';
import type { DemoShelter } from './make-shelters.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { PeopleTeller } from './tell-people.ts';
import type { NamedPlace } from './told-people.ts';

/** How the demonstration is told: its end, its chance, who speaks, and the policy on differing counts. */
export interface Telling {
	now: string;
	random: SeededRandom;
	cast: DemoCast;
	places: DemoPlaces;
	people: PeopleTeller;
	windowMinutes: number;
}

/** A count point with all that was reported of it, and the reason of its condition. */
export interface ToldPoint {
	history: CountHistory;
	conditionReason: string;
	/** Since when the place takes its numbers from the names; left out where heads are counted. */
	keepsNamesAt?: string;
}

/** Hours between two regular counts of a shelter. */
const EVERY_HOURS = 5.5;

/** Opens a shelter for an event. */
export function openForEvent({ shelter }: DemoShelter, event: EventView, at: string, telling: Telling): CountHistory {
	const state = { event, shelter, openForEvent: null, earlier: null };
	const point = accept(decideOpenShelter(state, telling.random.id(at), new Date(at)));
	return new CountHistory(point, telling.windowMinutes, telling.random);
}

/** Opens a shelter for the present event and tells its people, its counts up to its last word, its disputes and its condition. */
export function tellShelter(demo: DemoShelter, event: EventView, telling: Telling): ToldPoint {
	const { recipe } = demo;
	const { now } = telling;
	const history = openForEvent(demo, event, hoursBefore(now, recipe.openedHoursAgo ?? 0), telling);
	const groups = telling.people.settle(namedShelter(demo, history.state.point, telling), recipe.people ?? 0);
	const special = specialWords(demo, telling);
	const regular = regularWords(demo, groups, telling).filter((word, index, all) => {
		const isLast = index === all.length - 1;
		return isLast || special.every((other) => Math.abs(Date.parse(other.at) - Date.parse(word.at)) > 3_600_000);
	});
	history.tell([...regular, ...special]);
	const { condition, conditionReason: reason } = recipe;
	if (condition !== 'green') {
		history.change((point) => {
			const input = { operationId: point.id, pointId: point.id, condition, reason };
			return accept(decideSetCondition({ point, reason: '' }, input, false, new Date(now))).point;
		});
	}
	const { openedAt } = history.state.point;
	return {
		history,
		conditionReason: reason,
		...(keepsNames(recipe) ? { keepsNamesAt: hoursBefore(openedAt, -6) } : {})
	};
}

/** Hours of silence after which nobody relies on the names of a place. */
const SILENT_HOURS = 4;

/** Names stand for the numbers where a place is heard of and two counts of it do not differ. */
function keepsNames({ dispute, lastWordMinutesAgo = 0 }: DemoShelter['recipe']): boolean {
	return dispute === undefined && lastWordMinutesAgo < SILENT_HOURS * 60;
}

const ORIGINS: Partial<Record<ShelterKind, Origin>> = { reliefStation: 'travellers', welfareHome: 'oldPeople' };

/** A shelter as a place that keeps names: its people come from its village, from its township, some from elsewhere. */
function namedShelter(demo: DemoShelter, point: CountPointView, { now, cast, people, places }: Telling): NamedPlace {
	const { recipe, shelter, township } = demo;
	const origin = ORIGINS[shelter.kind] ?? 'village';
	const { random } = people;
	return {
		point,
		origin,
		reporter: cast.coordinatorOf(shelter.areaCode, shelter.id),
		homeOf() {
			const chance = random.next();
			if (origin === 'oldPeople' || (origin === 'village' && chance < 0.3)) return shelter.areaCode;
			const from = origin === 'village' && chance < 0.9 ? township : pick(random, places.townships);
			return pick(random, from.countingPlaces).code;
		},
		from: hoursBefore(point.openedAt, -0.2),
		to: hoursBefore(now, (recipe.lastWordMinutesAgo ?? 0) / 60)
	};
}

function regularWords({ recipe, shelter }: DemoShelter, groups: Groups, { now, random, cast }: Telling): Word[] {
	const people = recipe.people ?? 0;
	const first = (recipe.openedHoursAgo ?? 0) - 0.6;
	const last = (recipe.lastWordMinutesAgo ?? 0) / 60;
	const reporter = cast.coordinatorOf(shelter.areaCode, shelter.id);
	const words: Word[] = [];
	for (let hours = first; hours > last + 2; hours -= EVERY_HOURS * random.between(0.75, 1.25)) {
		const progress = (first - hours) / (first - last);
		words.push({
			at: hoursBefore(now, hours),
			people: Math.min(Math.round(people * filled(progress) * random.between(0.97, 1.03)), people + 3),
			reporter,
			isDetailed: random.next() < 0.6
		});
	}
	words.push({ at: hoursBefore(now, last), people, reporter, groups });
	return words;
}

function specialWords({ recipe, shelter }: DemoShelter, { now, cast }: Telling): Word[] {
	const { dispute, settled, correction } = recipe;
	const coordinator = cast.coordinatorOf(shelter.areaCode, shelter.id);
	const township = cast.townshipOf(shelter.areaCode);
	const words: Word[] = [];
	if (settled) {
		const [hours, one, other, reason] = settled;
		words.push(
			{ at: hoursBefore(now, hours), people: one, reporter: coordinator },
			{ at: hoursBefore(now, hours - 0.2), people: other, reporter: township },
			{ at: hoursBefore(now, hours - 0.5), people: other, reporter: cast.deskReporter(), kind: 'settlement', reason }
		);
	}
	if (correction) {
		const [hours, people, reason] = correction;
		words.push({ at: hoursBefore(now, hours), people, reporter: coordinator, kind: 'correction', reason });
	}
	if (dispute) {
		const [minutesBefore, people] = dispute;
		const at = hoursBefore(now, ((recipe.lastWordMinutesAgo ?? 0) + minutesBefore) / 60);
		words.push({ at, people, reporter: township });
	}
	return words;
}
