import type { EventView } from '#domain/events/event.ts';

/** The event of a screen: one, all that are open, or none because none is. */
export type EventChoice = { kind: 'one'; event: EventView } | { kind: 'all' } | { kind: 'none' };

/**
 * The event an address asks for. Without one, or when the one asked for is no longer open, the newest.
 *
 * @param events open events, the newest first
 * @param asked an event's id, `all`, or null
 */
export function chooseEvent(events: readonly EventView[], asked: string | null): EventChoice {
	const [newest] = events;
	if (!newest) return { kind: 'none' };
	if (asked === 'all' && events.length > 1) return { kind: 'all' };
	return { kind: 'one', event: events.find((event) => event.id === asked) ?? newest };
}

/** The townships of an event among those given: its own, those in its counties, those its villages lie in. */
export function townshipsOf<T extends { code: string }>(townships: readonly T[], choice: EventChoice): T[] {
	if (choice.kind !== 'one') return [...townships];
	const { areaCodes } = choice.event;
	return townships.filter(({ code }) => areaCodes.some((area) => code.startsWith(area) || area.startsWith(code)));
}
