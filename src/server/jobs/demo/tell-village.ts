import type { Area } from '#domain/areas/area-code.ts';
import type { EventView } from '#domain/events/event.ts';
import { townshipOf } from '#domain/shelters/register-shelter.ts';
import { CountHistory } from './count-history.ts';
import { hoursBefore } from './demo-time.ts';
import { filled, type Telling, type ToldPoint } from './tell-shelter.ts';

/** A place where an event's dispersed people are counted, as opening the event makes it. */
export function openVillage(place: Area, event: EventView, { random, windowMinutes }: Telling): CountHistory {
	const { openedAt } = event;
	return new CountHistory(
		{
			id: random.id(openedAt),
			eventId: event.id,
			kind: 'dispersed',
			shelterId: null,
			areaCode: place.code,
			townshipCode: townshipOf(place.code),
			openedAt,
			closedAt: null,
			condition: 'green',
			capacity: null,
			people: null,
			ageBands: null,
			needs: null,
			observationId: null,
			observedAt: null,
			lastWordAt: null,
			disputeIds: [],
			version: 1
		},
		windowMinutes,
		random
	);
}

/** A village's reports of its dispersed people, the last of them `people`; a village without any reports 0. */
export function tellVillage(place: Area, people: number, event: EventView, telling: Telling): ToldPoint {
	const { now, random, cast } = telling;
	const history = openVillage(place, event, telling);
	const reporter = cast.informantOf(place.code);
	const first = random.between(96, 120);
	const last = random.between(0.4, 9);
	const middle = people === 0 ? [] : [random.between(60, 84), random.between(30, 48), random.between(14, 22)];
	history.tell(
		[first, ...middle, last].map((hours) => ({
			at: hoursBefore(now, hours),
			people: hours === last ? people : Math.round(people * filled((first - hours) / (first - last))),
			reporter,
			isDetailed: hours === last && random.next() < 0.7
		}))
	);
	return { history, conditionReason: '' };
}
