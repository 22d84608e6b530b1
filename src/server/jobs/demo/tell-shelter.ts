import { decideOpenShelter } from '#domain/shelters/open-shelter.ts';
import { decideSetCondition } from '#domain/shelters/set-condition.ts';
import type { EventView } from '#domain/events/event.ts';
import { accept } from '../../commands/execute.ts';
import { CountHistory, type Word } from './count-history.ts';
import type { DemoCast } from './demo-cast.ts';
import { hoursBefore } from './demo-time.ts';
import type { DemoShelter } from './make-shelters.ts';
import type { SeededRandom } from './seeded-random.ts';

/** How the demonstration is told: its end, its chance, who speaks, and the policy on differing counts. */
export interface Telling {
	now: string;
	random: SeededRandom;
	cast: DemoCast;
	windowMinutes: number;
}

/** A count point with all that was reported of it, and the reason of its condition. */
export interface ToldPoint {
	history: CountHistory;
	conditionReason: string;
}

/** Hours between two regular counts of a shelter. */
const EVERY_HOURS = 5.5;

/** The share of its people that a place has after a part (0 to 1) of the time: slowly at first, then fast, then full. */
export function filled(progress: number): number {
	const part = Math.min(Math.max(progress, 0), 1);
	return 0.28 + 0.72 * part * part * (3 - 2 * part);
}

/** Opens a shelter for an event. */
export function openForEvent({ shelter }: DemoShelter, event: EventView, at: string, telling: Telling): CountHistory {
	const state = { event, shelter, openForEvent: null, earlier: null };
	const point = accept(decideOpenShelter(state, telling.random.id(at), new Date(at)));
	return new CountHistory(point, telling.windowMinutes, telling.random);
}

/** Opens a shelter for the present event and tells its counts up to its last word, its disputes and its condition. */
export function tellShelter(demo: DemoShelter, event: EventView, telling: Telling): ToldPoint {
	const { recipe } = demo;
	const { now } = telling;
	const history = openForEvent(demo, event, hoursBefore(now, recipe.openedHoursAgo ?? 0), telling);
	const special = specialWords(demo, telling);
	const regular = regularWords(demo, telling).filter((word, index, all) => {
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
	return { history, conditionReason: reason };
}

function regularWords({ recipe, shelter }: DemoShelter, { now, random, cast }: Telling): Word[] {
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
	words.push({ at: hoursBefore(now, last), people, reporter, isDetailed: true });
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
