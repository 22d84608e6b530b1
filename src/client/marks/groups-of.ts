import type { Group } from '#domain/rosters/groups.ts';
import { api } from '../live/api.ts';

const AT_ONCE = 100;

/**
 * The vulnerable groups of the people on a screen, by person: `await groupsOf(ids)`. Marks are an addition: where they
 * cannot be read, the screen shows the people without them and the caller says so if it matters.
 */
export async function groupsOf(personIds: readonly string[]): Promise<Map<string, Group[]>> {
	const found = new Map<string, Group[]>();
	for (let at = 0; at < personIds.length; at += AT_ONCE) {
		const { groups } = await api.people.groups.query({ personIds: personIds.slice(at, at + AT_ONCE) });
		for (const [id, of] of Object.entries(groups)) found.set(id, of);
	}
	return found;
}
