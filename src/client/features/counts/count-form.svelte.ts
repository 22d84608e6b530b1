import type { AgeBands, CountPointView, Needs } from '#domain/counts/count-point.ts';
import type { PayloadOf } from '#domain/sync/operation.ts';
import { questionAbout, type SwingQuestion } from './swing.ts';

export const BAND_KEYS = ['children', 'adults', 'elderly'] as const satisfies readonly (keyof AgeBands)[];
export const NEED_KEYS = [
	'infants',
	'pregnant',
	'disabled',
	'chronicIllness'
] as const satisfies readonly (keyof Needs)[];

/** A count as it goes into the outbox. */
export type CountOperation =
	| { kind: 'count.submit'; payload: PayloadOf<'count.submit'> }
	| { kind: 'count.correct'; payload: PayloadOf<'count.correct'> };

export const MOST_PEOPLE = 1_000_000;

type Heads<Key extends string> = Record<Key, number | null>;

function filled<Key extends string>(heads: Heads<Key>): Partial<Record<Key, number>> | undefined {
	const entries = Object.entries(heads).filter((entry): entry is [Key, number] => entry[1] !== null);
	return entries.length > 0 ? (Object.fromEntries(entries) as Partial<Record<Key, number>>) : undefined;
}

/** What is being entered for a count point. Follows the live figure until someone types. */
export class CountForm {
	readonly #point: () => CountPointView;
	#typed = $state<number | null>(null);
	#isTouched = $state(false);
	isCorrection = $state(false);
	reason = $state('');
	bands = $state<Heads<(typeof BAND_KEYS)[number]>>({ children: null, adults: null, elderly: null });
	needs = $state<Heads<(typeof NEED_KEYS)[number]>>({
		infants: null,
		pregnant: null,
		disabled: null,
		chronicIllness: null
	});

	constructor(point: () => CountPointView) {
		this.#point = point;
	}

	/** People as entered; until then the figure in force. Null while there is none. */
	get people(): number | null {
		return this.#isTouched ? this.#typed : this.#point().people;
	}

	set people(value: number | null) {
		this.#typed = value === null ? null : Math.min(MOST_PEOPLE, Math.max(0, value));
		this.#isTouched = true;
	}

	get isTouched(): boolean {
		return this.#isTouched;
	}

	/** Change against the figure in force; null while either is not known. */
	get difference(): number | null {
		const last = this.#point().people;
		return this.people === null || last === null ? null : this.people - last;
	}

	get bandSum(): number {
		return BAND_KEYS.reduce((sum, key) => sum + (this.bands[key] ?? 0), 0);
	}

	get filledGroups(): number {
		return [...Object.values(this.bands), ...Object.values(this.needs)].filter((heads) => heads !== null).length;
	}

	/** Whether it can be sent as it stands. */
	get isComplete(): boolean {
		const { people } = this;
		if (people === null || this.bandSum > people) return false;
		if (NEED_KEYS.some((key) => (this.needs[key] ?? 0) > people)) return false;
		return !this.isCorrection || this.reason.trim() !== '';
	}

	/** What to ask before sending; a correction has its reason already. */
	get question(): SwingQuestion | null {
		const { people, capacity } = this.#point();
		if (this.people === null || this.isCorrection) return null;
		return questionAbout(this.people, people, capacity);
	}

	/** The entry as it goes into the outbox. */
	toOperation(): CountOperation {
		const { id, observationId } = this.#point();
		const payload = {
			pointId: id,
			people: this.people ?? 0,
			ageBands: filled(this.bands),
			needs: filled(this.needs),
			basisObservationId: observationId
		};
		return this.isCorrection
			? { kind: 'count.correct', payload: { ...payload, reason: this.reason.trim() } }
			: { kind: 'count.submit', payload };
	}

	/** Takes up a count that was refused, to be mended. */
	takeUp(kind: string, payload: Record<string, unknown>): void {
		const { people, ageBands, needs, reason } = payload as Partial<PayloadOf<'count.correct'>>;
		this.people = people ?? null;
		this.isCorrection = kind === 'count.correct';
		this.reason = reason ?? '';
		for (const key of BAND_KEYS) this.bands[key] = ageBands?.[key] ?? null;
		for (const key of NEED_KEYS) this.needs[key] = needs?.[key] ?? null;
	}

	/** After it is kept: follows the live figure again. */
	clear(): void {
		this.#isTouched = false;
		this.#typed = null;
		this.isCorrection = false;
		this.reason = '';
		for (const key of BAND_KEYS) this.bands[key] = null;
		for (const key of NEED_KEYS) this.needs[key] = null;
	}
}
