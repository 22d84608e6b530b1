import type { AdviceEvidence } from '../advice/advice.ts';
import type { EventView } from './event.ts';

/** What a step of an event's history was about. */
export type EventStepKind = 'opened' | 'edited' | 'areasChanged' | 'levelChanged' | 'phaseChanged' | 'closed';

/** A step as a decision makes it, before it has an id, a time and an author. */
export interface NewEventStep {
	kind: EventStepKind;
	/**
	 * The value before and after: a phase, a level (`'1'` … `'4'`, null for none), division codes joined by commas, or
	 * for `edited` the names of the fields that changed (in `to`).
	 */
	from: string | null;
	to: string | null;
	reason: string;
	evidence: string;
	/** For a level: the advice that was on the screen. */
	advice?: AdviceEvidence | null;
}

/** A step of an event's history as every screen sees it. */
export interface EventStepView extends NewEventStep {
	id: string;
	/** Name of the account that took the step. */
	accountName: string;
	/** When (UTC). */
	at: string;
}

/** What a decision on an event gives: its new state and the steps to remember. */
export interface EventDecision {
	event: EventView;
	steps: NewEventStep[];
}
