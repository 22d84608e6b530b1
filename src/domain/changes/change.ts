import type { Subject, Verb } from '../access/can.ts';
import type { AdviceChange } from '../advice/advice.ts';
import { pointSubject, type CountPointView } from '../counts/count-point.ts';
import { eventSubject, type EventView } from '../events/event.ts';
import type { LocalIndicator } from '../reports/local-indicator.ts';
import type { ReportChange } from '../reports/report.ts';
import type { RelocationChange } from '../relocation/relocation.ts';
import { shelterSubject, type ShelterView } from '../shelters/shelter.ts';
import type { RosterState } from '../stays/commands.ts';
import { warningSubject, type WarningChange } from '../warnings/warning-change.ts';
import type { CountChange } from './count-change.ts';

/**
 * What can happen, as the desks are told of it. Each change carries the new state of what it changed, with its
 * version, so that taking it twice or late does no harm. Never personal data.
 */
export type Change =
	| {
			type: 'event.opened' | 'event.edited' | 'event.levelChanged' | 'event.phaseChanged' | 'event.closed';
			event: EventView;
	  }
	| { type: 'shelter.registered' | 'shelter.edited' | 'shelter.retired'; shelter: ShelterView }
	| {
			type:
				| 'shelter.opened'
				| 'shelter.closed'
				| 'shelter.reopened'
				| 'shelter.conditionChanged'
				| 'shelter.capacityChanged'
				| 'village.included'
				| 'village.excluded';
			point: CountPointView;
	  }
	| { type: 'count.submitted' | 'count.corrected' | 'count.disputed' | 'count.settled'; count: CountChange }
	| { type: 'stays.changed'; roster: RosterState }
	| { type: 'relocation.changed'; village: RelocationChange }
	| { type: 'report.filed' | 'report.decided' | 'report.adjusted'; report: ReportChange }
	| { type: 'advice.changed'; advice: AdviceChange }
	| { type: 'indicator.added' | 'indicator.ended'; indicator: LocalIndicator }
	| { type: 'warning.taken' | 'warning.issued'; warning: WarningChange }
	| { type: 'policy.changed'; key: string; value: number; version: number }
	| { type: 'area.shapesChanged'; areaCode: string; version: number };

export type ChangeType = Change['type'];

/** A change with its place in the one order of all changes. */
export interface NumberedChange {
	seq: number;
	change: Change;
}

/** What a change is about: `event` of `event.opened`. */
export type ChangeKind = ChangeType extends infer T ? (T extends `${infer K}.${string}` ? K : never) : never;

export function kindOf(type: ChangeType): ChangeKind {
	return type.slice(0, type.indexOf('.')) as ChangeKind;
}

/** The verb an account needs to be told of changes of a kind. */
export const READ_VERBS = {
	event: 'event.read',
	shelter: 'shelter.read',
	village: 'count.read',
	count: 'count.read',
	stays: 'count.read',
	relocation: 'relocation.read',
	report: 'report.read',
	advice: 'event.read',
	indicator: 'indicator.read',
	warning: 'warning.read',
	policy: 'policy.read',
	area: 'area.read'
} as const satisfies Record<ChangeKind, Verb>;

/** Where a change lies, for deciding who is told. `countyCode` is the area of what concerns the whole county. */
export function changeSubject(change: Change, countyCode: string): Subject {
	if ('event' in change) return eventSubject(change.event);
	if ('advice' in change) return eventSubject(change.advice);
	if ('shelter' in change) return shelterSubject(change.shelter);
	if ('point' in change) return pointSubject(change.point);
	if ('count' in change) return pointSubject(change.count);
	if ('roster' in change) return pointSubject(change.roster);
	if ('village' in change) return { areas: [change.village.areaCode] };
	if ('report' in change) return { areas: [change.report.areaCode] };
	if ('warning' in change) return warningSubject(change.warning, countyCode);
	return { areas: [countyCode], reach: 'overlap' };
}
