import { newId } from '#server/new-id.ts';
import type { Desk } from '../../desk.ts';
import { VILLAGES } from '../../desk.ts';
import { household, movement, openShelters, type member } from '../stays/people.ts';

type Member = ReturnType<typeof member>;

/** An event with two shelters that keep names, the second in another township. */
export async function anEvent(desk: Desk): Promise<{ eventId: string; points: [string, string] }> {
	const officer = desk.as(desk.actorAs('DESK'));
	const [a = '', b = ''] = await openShelters(desk, VILLAGES[0], VILLAGES[3]);
	for (const pointId of [a, b]) await officer.stays.keepNames({ operationId: newId(), pointId, keepsNames: true });
	const { eventId } = await desk.db.prisma.countPoint.findUniqueOrThrow({ where: { id: a } });
	return { eventId, points: [a, b] };
}

/** Registers a family and checks it in. */
export async function sheltered(desk: Desk, pointId: string, ...members: Member[]): Promise<string> {
	const officer = desk.as(desk.actorAs('DESK'));
	const sent = household(members);
	await officer.households.register(sent);
	await officer.stays.checkIn(movement(pointId, ...members.map(({ personId }) => personId)));
	return sent.householdId;
}

/** Everybody goes home; the event is closed, so many days ago. */
export async function end(desk: Desk, { eventId, points }: { eventId: string; points: string[] }, daysAgo: number) {
	const officer = desk.as(desk.actorAs('DESK'));
	for (const pointId of points) {
		const there = await desk.db.prisma.stay.findMany({ where: { pointId, state: 'in' } });
		const ids = there.map(({ personId }) => personId);
		if (ids.length > 0) await officer.stays.checkOut({ ...movement(pointId, ...ids), destination: 'home' });
	}
	await desk.db.pool.query(`UPDATE count_point SET closed_at = now() WHERE event_id = $1 AND kind = 'shelter'`, [
		eventId
	]);
	const closedAt = new Date(Date.now() - daysAgo * 86_400_000);
	await desk.db.prisma.event.update({ where: { id: eventId }, data: { closedAt, phase: 'closed' } });
}
