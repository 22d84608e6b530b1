import type { EventView } from '#domain/events/event.ts';
import type { EventDecision, NewEventStep } from '#domain/events/event-step.ts';
import { decideOpenEvent } from '#domain/events/open-event.ts';
import { decideSetLevel } from '#domain/events/set-level.ts';
import { decideSetPhase } from '#domain/events/set-phase.ts';
import { accept } from '../../commands/execute.ts';
import type { EventRecipe, StepRecipe } from './demo-recipe.ts';
import { hoursBefore } from './demo-time.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A step of an event with its time. */
export interface DatedStep extends NewEventStep {
	id: string;
	at: string;
}

/** An event with its history. */
export interface ToldEvent {
	event: EventView;
	steps: DatedStep[];
}

function dated(decision: EventDecision, at: string, random: SeededRandom): DatedStep[] {
	return decision.steps.map((step) => ({ ...step, id: random.id(at), at }));
}

function decideStep(event: EventView, step: StepRecipe, at: string, operationId: string): EventDecision {
	const { phase, level, reason, evidence } = step;
	const input = { operationId, eventId: event.id, version: event.version, reason, evidence };
	if (phase !== undefined) return accept(decideSetPhase(event, { ...input, phase }, new Date(at)));
	return accept(decideSetLevel(event, { ...input, level: level ?? null }));
}

/** Opens an event of the recipe and takes it through its steps, by the rules of live use. */
export function tellEvent(recipe: EventRecipe, areaCodes: string[], now: string, random: SeededRandom): ToldEvent {
	const { name, kind, description, opened } = recipe;
	const { phase, level, reason, evidence } = opened;
	const at = hoursBefore(now, opened.hoursAgo);
	const id = random.id(at);
	const startedAt = hoursBefore(now, recipe.startedHoursAgo);
	const fields = { operationId: id, name, kind, startedAt, areaCodes, description, phase, level, reason, evidence };
	const first = accept(decideOpenEvent(id, fields, new Date(at)));
	const told: ToldEvent = { event: first.event, steps: dated(first, at, random) };
	for (const step of recipe.steps) {
		const stepAt = hoursBefore(now, step.hoursAgo);
		const decision = decideStep(told.event, step, stepAt, id);
		told.event = decision.event;
		told.steps.push(...dated(decision, stepAt, random));
	}
	return told;
}

/** Takes one more decision on an event. */
export function tellOn(told: ToldEvent, decision: EventDecision, at: string, random: SeededRandom): ToldEvent {
	return { event: decision.event, steps: [...told.steps, ...dated(decision, at, random)] };
}
