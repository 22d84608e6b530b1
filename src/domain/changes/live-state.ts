import type { CountPointView } from '../counts/count-point.ts';
import type { EventView } from '../events/event.ts';
import type { LocalIndicator } from '../reports/local-indicator.ts';
import type { ShelterView } from '../shelters/shelter.ts';
import type { Change } from './change.ts';
import { takeCountChange } from './count-change.ts';

/** What a live screen holds: the newest known version of everything in the account's area, by id. */
export interface LiveState {
	events: Map<string, EventView>;
	shelters: Map<string, ShelterView>;
	points: Map<string, CountPointView>;
	/** The county's own indicators, ended ones too, in the order in which they were added. */
	indicators: Map<string, LocalIndicator>;
	policies: Record<string, unknown>;
}

/** What a change touched, so that a screen redraws no more than that. */
export interface Touched {
	events: Set<string>;
	shelters: Set<string>;
	points: Set<string>;
	/** Points whose list of names changed; the names are asked for when they are looked at. */
	rosters: Set<string>;
	/** Villages whose relocation list changed, by code. */
	villages: Set<string>;
	/** Units whose damage reports or adjustments changed, by code. */
	reports: Set<string>;
	/** Events whose thresholds were crossed, or compared with others; the advice is asked for when it is looked at. */
	advised: Set<string>;
	indicators: boolean;
	/** Warnings that came or were issued. */
	warnings: Set<string>;
	policies: boolean;
	shapes: boolean;
	/** A change spoke of a point that is not here: it came into sight later than the state was read. */
	isIncomplete: boolean;
}

export function nothingTouched(): Touched {
	return {
		events: new Set(),
		shelters: new Set(),
		points: new Set(),
		rosters: new Set(),
		villages: new Set(),
		reports: new Set(),
		advised: new Set(),
		indicators: false,
		warnings: new Set(),
		policies: false,
		shapes: false,
		isIncomplete: false
	};
}

function isNewer<T extends { version: number }>(known: Map<string, T>, id: string, version: number): boolean {
	return version > (known.get(id)?.version ?? 0);
}

/**
 * Takes a change into the state, in place. An older version than the one known changes nothing, so that a change
 * taken twice or after a newer snapshot does no harm.
 */
export function applyChange(state: LiveState, change: Change, touched: Touched): void {
	if ('event' in change) {
		const { event } = change;
		if (!isNewer(state.events, event.id, event.version)) return;
		state.events.set(event.id, event);
		touched.events.add(event.id);
	} else if ('shelter' in change) {
		const { shelter } = change;
		if (!isNewer(state.shelters, shelter.id, shelter.version)) return;
		state.shelters.set(shelter.id, shelter);
		touched.shelters.add(shelter.id);
	} else if ('point' in change) {
		const { point } = change;
		if (!isNewer(state.points, point.id, point.version)) return;
		state.points.set(point.id, point);
		touched.points.add(point.id);
	} else if ('count' in change) {
		const { count } = change;
		const known = state.points.get(count.id);
		if (!known) touched.isIncomplete = true;
		else if (count.version > known.version) {
			state.points.set(count.id, takeCountChange(known, count));
			touched.points.add(count.id);
		}
	} else if ('roster' in change) {
		touched.rosters.add(change.roster.pointId);
	} else if ('village' in change) {
		touched.villages.add(change.village.areaCode);
	} else if ('report' in change) {
		touched.reports.add(change.report.areaCode);
	} else if ('advice' in change) {
		touched.advised.add(change.advice.eventId);
	} else if ('indicator' in change) {
		const { indicator } = change;
		if (!isNewer(state.indicators, indicator.key, indicator.version)) return;
		state.indicators.set(indicator.key, indicator);
		touched.indicators = true;
	} else if ('warning' in change) {
		touched.warnings.add(change.warning.id);
	} else if (change.type === 'policy.changed') {
		state.policies = { ...state.policies, [change.key]: change.value };
		touched.policies = true;
	} else {
		touched.shapes = true;
	}
}
