import { idCheckDigit } from '#domain/people/id-number.ts';
import { newId } from '#server/new-id.ts';
import type { Desk } from '../../desk.ts';
import { VILLAGES } from '../../desk.ts';

let sequence = 0;

/** An ID number that nobody else in the run has: born 1950-01-01 unless told. Each thousand is of a county of its own. */
export function nextIdNumber(born = '19500101'): string {
	const at = ++sequence;
	const digits = `${430426 + Math.floor(at / 1000)}${born}${String(at % 1000).padStart(3, '0')}`;
	return digits + idCheckDigit(digits);
}

/** A member of a household as a registration carries it. */
export function member(name: string, over: object = {}) {
	return {
		personId: newId(),
		name,
		document: { kind: 'residentId' as const, number: nextIdNumber() },
		relation: 'head' as const,
		phone: '',
		mayBeFound: true,
		...over
	};
}

/** A household of these members in a village. */
export function household(members: ReturnType<typeof member>[], homeCode: string = VILLAGES[0]) {
	return { operationId: newId(), householdId: newId(), homeCode, members };
}

/** An event with open shelters in the given villages; returns their points. */
export async function openShelters(desk: Desk, ...villages: string[]): Promise<string[]> {
	const officer = desk.as(desk.actorAs('DESK'));
	const { event } = await officer.events.open({
		operationId: newId(),
		name: `雨雪 ${newId().slice(-6)}`,
		kind: 'freeze',
		startedAt: '2026-01-12T00:00:00Z',
		areaCodes: ['430426'],
		phase: 'response',
		level: 3,
		reason: '会商',
		evidence: ''
	});
	const points: string[] = [];
	for (const areaCode of villages) {
		const { shelter } = await officer.shelters.register({
			operationId: newId(),
			name: `学校 ${newId().slice(-8)}`,
			kind: 'school',
			areaCode,
			lng: 112.1,
			lat: 26.8,
			floorAreaM2: '350',
			capacityOverride: null
		});
		const opening = { operationId: newId(), eventId: event.id, shelterId: shelter.id };
		points.push((await officer.shelters.open(opening)).point.id);
	}
	return points;
}

/** A movement of people at a place, now. */
export const movement = (pointId: string, ...personIds: string[]) => ({
	operationId: newId(),
	pointId,
	personIds,
	deviceTime: new Date().toISOString()
});
