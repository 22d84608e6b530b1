import type { SendableKind } from '#domain/sync/operation.ts';
import { newId } from '#server/new-id.ts';
import { Crowd } from './crowd.ts';
import type { Stage } from './stage.ts';

/** Something done at a tablet: its kind, the procedure that would take it by itself, and what it says. */
export interface Deed {
	kind: SendableKind;
	procedure: string;
	payload: Record<string, unknown>;
}

const HOUSEHOLD = 3;
/** In turn, what a coordinator does; of ten deeds four families come to the door. */
const DAY = ['family', 'count', 'family', 'leave', 'family', 'count', 'family', 'leave', 'count', 'send'] as const;

let crowds = 0;

/** What coordinators of the stage's shelters do, one deed after the other; nobody comes twice. */
export function coordinatorsWork({ pointIds, app }: Stage, total: number): Deed[] {
	const crowd = new Crowd(++crowds, app.countyCode, crowds);
	const here: { personId: string; pointId: string }[] = [];
	return Array.from({ length: total }, (_, at): Deed => {
		const pointId = pointIds[at % pointIds.length]!;
		const somebody = () => here.splice(Math.floor(here.length / 2), 1)[0];
		switch (DAY[at % DAY.length]) {
			case 'leave': {
				const who = somebody();
				if (!who) break;
				const payload = { pointId: who.pointId, personIds: [who.personId], destination: 'home' };
				return { kind: 'stay.checkOut', procedure: 'stays.checkOut', payload };
			}
			case 'send': {
				const who = somebody();
				const toPointId = pointIds.find((id) => id !== who?.pointId);
				if (!who || !toPointId) break;
				const payload = { pointId: who.pointId, personIds: [who.personId], toPointId };
				return { kind: 'stay.transferOut', procedure: 'stays.transferOut', payload };
			}
			case 'family': {
				const members = Array.from({ length: HOUSEHOLD }, (_, nth) => memberOf(crowd, nth));
				for (const { personId } of members) here.push({ personId, pointId });
				const household = { householdId: newId(), homeCode: `${app.countyCode}104203`, members };
				return { kind: 'stay.checkIn', procedure: 'stays.checkIn', payload: { pointId, personIds: [], household } };
			}
		}
		return { kind: 'count.submit', procedure: 'counts.submit', payload: { pointId, people: at % 300 } };
	});
}

function memberOf(crowd: Crowd, nth: number) {
	const { name, document, phone } = crowd.next();
	const relation = nth === 0 ? 'head' : 'child';
	return { personId: newId(), name, document, relation, phone, needs: [], mayBeFound: true };
}
