import type { Area } from '#domain/areas/area-code.ts';
import type { EventView } from '#domain/events/event.ts';
import { townshipOf } from '#domain/shelters/register-shelter.ts';
import { CountHistory } from './count-history.ts';
import { hoursBefore } from './demo-time.ts';
import { filled } from './filled.ts';
import type { Telling, ToldPoint } from './tell-shelter.ts';

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

/** A village's dispersed people by name, and its reports of them, the last of them `people`; one without any reports 0. */
export function tellVillage(area: Area, people: number, event: EventView, telling: Telling): ToldPoint {
	const { now, random, cast } = telling;
	const history = openVillage(area, event, telling);
	const reporter = cast.informantOf(area.code);
	const first = random.between(96, 120);
	const last = random.between(0.4, 9);
	const middle = people === 0 ? [] : [random.between(60, 84), random.between(30, 48), random.between(14, 22)];
	const place = {
		point: history.state.point,
		origin: 'village' as const,
		reporter: cast.townshipOf(area.code),
		homeOf: () => area.code,
		from: hoursBefore(now, first + 6),
		to: hoursBefore(now, last)
	};
	const groups = telling.people.settle(place, people);
	history.tell(
		[first, ...middle, last].map((hours) => ({
			at: hoursBefore(now, hours),
			people: hours === last ? people : Math.round(people * filled((first - hours) / (first - last))),
			reporter,
			groups: hours === last && random.next() < 0.7 ? groups : null
		}))
	);
	return { history, conditionReason: '' };
}
