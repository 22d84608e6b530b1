import { MEALS, mealTable, type MealDay, type MealLine, type MealSuggestion } from '#domain/stays/meals.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { findOnDevice, keepOnDevice } from '#client/live/device-cache.ts';
import { outbox } from '#client/live/outbox/outbox.svelte.ts';
import { problemOf } from '#client/live/request-problem.ts';
import { session } from '#client/live/session.svelte.ts';

interface Book {
	lines: MealLine[];
	suggestion: MealSuggestion;
}

/** The meals of a place of late, with what was entered on this device and is not with the county yet. */
export class MealBook {
	readonly #pointId: string;
	#book = $state.raw<Book | null>(null);
	#problem = $state.raw<Problem | null>(null);

	/** Lines entered on this device that the county does not have. */
	readonly waiting: readonly MealLine[] = $derived.by(() =>
		outbox.operations.flatMap(({ kind, state, subject, payload, operationId, deviceTime }) => {
			if (kind !== 'stay.serveMeal' || subject !== this.#pointId) return [];
			if (state !== 'queued' && state !== 'sending') return [];
			return [lineOf(payload, operationId, deviceTime)];
		})
	);

	/** All lines, oldest first. */
	readonly lines: readonly MealLine[] = $derived.by(() => {
		const known = this.#book?.lines ?? [];
		return [...known, ...this.waiting.filter(({ id }) => !known.some((line) => line.id === id))];
	});

	readonly days: readonly MealDay[] = $derived.by(() => mealTable(this.lines));

	constructor(pointId: string) {
		this.#pointId = pointId;
	}

	/** Heads without a name by the county's newest word; null while it was not asked. */
	get unnamed(): number | null {
		return this.#book?.suggestion.unnamed ?? null;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	/** Shows what is kept, then what the county has. */
	async open(): Promise<void> {
		const kept = await findOnDevice<Book>(this.#name);
		if (kept && !this.#book) this.#book = kept.value;
		await this.load();
	}

	async load(): Promise<void> {
		try {
			const { lines, suggestion } = await api.stays.meals.query({ pointId: this.#pointId });
			this.#book = { lines, suggestion };
			this.#problem = null;
			await keepOnDevice(this.#name, this.#book);
		} catch (error) {
			this.#problem = problemOf(error);
		}
	}

	get #name(): string {
		return `stays.meals.${this.#pointId}`;
	}
}

function lineOf(payload: Record<string, unknown>, id: string, observedAt: string): MealLine {
	const { day, meal, served, special, correctsId, reason } = payload;
	return {
		id,
		day: String(day),
		meal: MEALS.find((each) => each === meal) ?? 'extra',
		served: Number(served),
		special: Number(special ?? 0),
		correctsId: typeof correctsId === 'string' ? correctsId : null,
		reason: typeof reason === 'string' ? reason : '',
		observedAt,
		accountName: session.account?.name ?? ''
	};
}
