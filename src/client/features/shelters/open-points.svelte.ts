import type { CountPointView } from '#domain/counts/count-point.ts';
import { live } from '#client/live/live-store.svelte.ts';

const byShelter = $derived(
	new Map<string, CountPointView>(
		live.points.flatMap((point) =>
			point.kind === 'shelter' && point.closedAt === null && point.shelterId ? [[point.shelterId, point] as const] : []
		)
	)
);
const eventNames = $derived(new Map(live.events.map((event) => [event.id, event.name])));

/** The open activation of a shelter as it is now, or null. Reactive. */
export function openPointOf(shelterId: string): CountPointView | null {
	return byShelter.get(shelterId) ?? null;
}

/** Name of an open event; empty when it is not in sight. Reactive. */
export function eventName(eventId: string): string {
	return eventNames.get(eventId) ?? '';
}
