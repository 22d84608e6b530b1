import type { AgeBands, CountPointView, Needs } from '#domain/counts/count-point.ts';
import { decideCount, type CountCommand } from '#domain/counts/decide-count.ts';
import type { CountState, ObservationKind } from '#domain/counts/take-observation.ts';
import { accept } from '../../commands/execute.ts';
import type { DemoAccountRow } from './demo-accounts.ts';
import type { SeededRandom } from './seeded-random.ts';
import { shareOut } from './share-out.ts';

/** Somebody reporting: an account on a device. */
export interface Reporter {
	account: DemoAccountRow;
	deviceId: string | null;
}

/** People by age band and need. */
export interface Groups {
	ageBands: AgeBands;
	needs: Needs;
}

/** A word on how many people there are at a place. */
export interface Word {
	at: string;
	people: number;
	reporter: Reporter;
	kind?: ObservationKind;
	reason?: string;
	/** Whether the reporter counted by age and need. */
	isDetailed?: boolean;
	/** What came out, where the names say it. */
	groups?: Groups | null;
}

/** An observation as it is stored. */
export interface ObservationRow {
	id: string;
	pointId: string;
	kind: ObservationKind;
	people: number;
	ageBands: AgeBands | null;
	needs: Needs | null;
	reason: string;
	observedAt: string;
	receivedAt: string;
	accountId: string;
	accountName: string;
	deviceId: string | null;
}

/**
 * What was reported of a place, told in the order of receipt: the place's figure follows from the observations by the
 * same rules as in live use.
 */
export class CountHistory {
	readonly observations: ObservationRow[] = [];
	readonly #random: SeededRandom;
	readonly #windowMinutes: number;
	#state: CountState;

	constructor(point: CountPointView, windowMinutes: number, random: SeededRandom) {
		this.#state = { point, reporters: [], settledAt: null };
		this.#windowMinutes = windowMinutes;
		this.#random = random;
	}

	get state(): CountState {
		return this.#state;
	}

	/** Takes in words, the oldest first. */
	tell(words: readonly Word[]): void {
		for (const word of [...words].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) this.#take(word);
	}

	/** Changes the point by another rule than a count: its condition, its closing. */
	change(decide: (point: CountPointView) => CountPointView): void {
		this.#state = { ...this.#state, point: decide(this.#state.point) };
	}

	#take({ at, people, reporter, kind = 'count', reason = '', isDetailed = false, groups: known }: Word): void {
		const { point } = this.#state;
		const { account, deviceId } = reporter;
		const groups = known ?? (isDetailed ? this.#groupsOf(people) : {});
		const id = this.#random.id(at);
		const base = { operationId: id, pointId: point.id, people, deviceTime: at, reason };
		const command: CountCommand =
			kind === 'settlement' ? { kind, ...base, disputeIds: point.disputeIds } : { kind, ...base, ...groups };
		const by = `${account.id}/${deviceId ?? ''}`;
		const { observation, state } = accept(decideCount(this.#state, command, by, id, at, this.#windowMinutes));
		this.#state = state;
		this.observations.push({
			id,
			pointId: point.id,
			kind,
			people,
			ageBands: observation.ageBands,
			needs: observation.needs,
			reason,
			observedAt: observation.observedAt,
			receivedAt: at,
			accountId: account.id,
			accountName: account.displayName,
			deviceId
		});
	}

	/** Ages and needs as a county in winter has them: many old people and children, few of working age. */
	#groupsOf(people: number): Groups {
		const [children = 0, elderly = 0, adults = 0] = shareOut(people, [
			this.#random.between(0.16, 0.26),
			this.#random.between(0.24, 0.36),
			this.#random.between(0.42, 0.56)
		]);
		const part = (low: number, high: number) => Math.round(people * this.#random.between(low, high));
		return {
			ageBands: { children, adults, elderly },
			needs: {
				infants: Math.min(children, part(0.01, 0.04)),
				pregnant: part(0, 0.012),
				disabled: part(0.015, 0.04),
				chronicIllness: part(0.05, 0.1)
			}
		};
	}
}
