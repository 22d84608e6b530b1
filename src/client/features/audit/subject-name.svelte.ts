import type { AuditEntryView } from '#domain/audit/audit-entry.ts';
import { isPolicyKey, POLICIES } from '#domain/policies/policies.ts';
import { locale } from '#client/i18n/locale.svelte.ts';
import { live } from '#client/live/live-store.svelte.ts';
import { areaName, placeName } from '#client/live/place-names.svelte.ts';

function recordedName(state: unknown): string | null {
	const { name, displayName } = (state ?? {}) as { name?: unknown; displayName?: unknown };
	if (typeof name === 'string') return name;
	return typeof displayName === 'string' ? displayName : null;
}

/** The name of what an entry is about: as recorded, else as known now; null when it has none. Reactive. */
export function subjectName(entry: AuditEntryView): string | null {
	const { subjectType, subjectId } = entry;
	const recorded = recordedName(entry.after) ?? recordedName(entry.before);
	if (recorded !== null) return recorded;
	switch (subjectType) {
		case 'countPoint': {
			const point = live.point(subjectId);
			return point ? placeName(point) : null;
		}
		case 'shelter':
			return live.shelters.get(subjectId)?.name ?? null;
		case 'event':
			return live.events.find(({ id }) => id === subjectId)?.name ?? null;
		case 'policy':
			return isPolicyKey(subjectId) ? POLICIES[subjectId].name[locale.current] : subjectId;
		case 'area':
			return areaName(subjectId);
		default:
			return null;
	}
}
