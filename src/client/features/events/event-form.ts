import type { EventKind, EventPhase, EventView, ResponseLevel } from '#domain/events/event.ts';
import { fromLocalInput, toLocalInput } from '#client/i18n/format.ts';

/** What the form of an event holds while it is typed. */
export interface EventForm {
	name: string;
	kind: EventKind;
	/** As in the field: `2026-01-26T14:05`, Beijing time. */
	startedAt: string;
	areaCodes: string[];
	description: string;
	phase: Exclude<EventPhase, 'closed'>;
	level: 'none' | '1' | '2' | '3' | '4';
	reason: string;
	evidence: string;
}

/** The form for an event to be edited, or empty for a new one. */
export function eventForm(event: EventView | null, now: number): EventForm {
	return {
		name: event?.name ?? '',
		kind: event?.kind ?? 'flood',
		startedAt: toLocalInput(event?.startedAt ?? now),
		areaCodes: event?.areaCodes ?? [],
		description: event?.description ?? '',
		phase: event && event.phase !== 'closed' ? event.phase : 'response',
		level: event?.level ? (String(event.level) as EventForm['level']) : 'none',
		reason: '',
		evidence: ''
	};
}

/** The fields of the form as a command wants them; null while the time is incomplete. */
export function eventFields(form: EventForm) {
	const startedAt = fromLocalInput(form.startedAt);
	if (startedAt === null) return null;
	const { name, kind, areaCodes, description, reason, evidence } = form;
	return { name, kind, startedAt, areaCodes, description, reason, evidence };
}

export function levelOf(form: Pick<EventForm, 'level'>): ResponseLevel {
	return form.level === 'none' ? null : Number(form.level);
}

const EDITED = ['name', 'kind', 'startedAt', 'areaCodes', 'description'] as const;

/** Fields in which the latest version of an event differs from what the form holds. */
export function differingFields(form: EventForm, latest: EventView): (typeof EDITED)[number][] {
	const typed = eventFields(form);
	const areas = (codes: readonly string[]) => [...codes].sort().join(',');
	return EDITED.filter((field) => {
		if (field === 'areaCodes') return areas(form.areaCodes) !== areas(latest.areaCodes);
		// The field shows minutes; seconds that it cannot show are no difference.
		if (field === 'startedAt') return form.startedAt !== toLocalInput(latest.startedAt);
		return typed !== null && typed[field].trim() !== latest[field];
	});
}
