import { decideCloseEvent } from '#domain/events/close-event.ts';
import { decideCloseShelter } from '#domain/shelters/close-shelter.ts';
import { accept } from '../../commands/execute.ts';
import type { DemoPlaces } from './demo-places.ts';
import type { EventRecipes } from './demo-recipe.ts';
import { hoursBefore } from './demo-time.ts';
import type { DemoShelter } from './make-shelters.ts';
import { tellEvent, tellOn, type ToldEvent } from './tell-event.ts';
import { openForEvent, type Telling, type ToldPoint } from './tell-shelter.ts';
import { openVillage } from './tell-village.ts';

/** The past event: its shelters filled, emptied and closed, its villages home again, and the event closed. */
export function tellPastEvent(
	recipe: EventRecipes['past'],
	places: DemoPlaces,
	shelters: readonly DemoShelter[],
	telling: Telling
): { told: ToldEvent; points: ToldPoint[] } {
	const { now, random } = telling;
	const townships = [...new Set(recipe.townships.map((name) => places.township(name)))];
	const areaCodes = townships.map(({ area }) => area.code).sort();
	const open = tellEvent(recipe, areaCodes, now, random);
	const points = [
		...shelters.filter((shelter) => shelter.recipe.past).map((shelter) => tellStay(shelter, open, recipe, telling)),
		...townships
			.flatMap(({ countingPlaces }) => countingPlaces)
			.map((place) => {
				const history = openVillage(place, open.event, telling);
				const reporter = telling.cast.informantOf(place.code);
				const people = Math.round(random.between(6, 90));
				const counts = [people * 0.4, people, people * 0.5, 0];
				history.tell(
					counts.map((count, index) => ({
						at: hoursBefore(now, recipe.opened.hoursAgo - 8 - index * 60 - random.between(0, 6)),
						people: Math.round(count),
						reporter
					}))
				);
				return { history, conditionReason: '' };
			})
	];
	const { hoursAgo, reason, evidence } = recipe.closed;
	const closedAt = hoursBefore(now, hoursAgo);
	const { id, version } = open.event;
	const input = { operationId: id, eventId: id, version, reason, evidence };
	const told = tellOn(open, accept(decideCloseEvent(open.event, 0, input, new Date(closedAt))), closedAt, random);
	for (const { history } of points) {
		history.change((point) => (point.closedAt ? point : { ...point, closedAt, version: point.version + 1 }));
	}
	return { told, points };
}

function tellStay(
	shelter: DemoShelter,
	{ event }: ToldEvent,
	recipe: EventRecipes['past'],
	telling: Telling
): ToldPoint {
	const { now, random, cast } = telling;
	const hours = recipe.opened.hoursAgo - random.between(2, 12);
	const history = openForEvent(shelter, event, hoursBefore(now, hours), telling);
	const reporter = cast.townshipOf(shelter.shelter.areaCode);
	const full = Math.round(shelter.recipe.capacity * random.between(0.6, 0.9));
	history.tell(
		[0.3, 0.7, 1, 0.95, 0.6, 0.2, 0].map((part, index) => ({
			at: hoursBefore(now, hours - 4 - index * 22),
			people: Math.round(full * part),
			reporter,
			isDetailed: part > 0
		}))
	);
	history.change((point) => {
		const input = new Date(hoursBefore(now, hours - 140));
		return accept(decideCloseShelter(point, input));
	});
	return { history, conditionReason: '' };
}
