import { dayOf } from '#domain/audit/audit-entry.ts';
import { linesInForce, MEALS, type Meal, type MealLine, type MealSuggestion } from '#domain/stays/meals.ts';
import { familiesIn, needCounts } from '#domain/stays/roster-views.ts';
import { serverNow } from '#client/figures/county-figures.svelte.ts';
import { outbox } from '#client/live/outbox/outbox.svelte.ts';
import type { QueuedOperation } from '#client/live/outbox/storage.ts';
import type { PlaceData } from '#client/stays/place-data.svelte.ts';
import { Saving } from '#client/stays/saving.svelte.ts';
import type { MealBook } from './meal-book.svelte.ts';

/** The meal that is likely meant at an hour of the day in Asia/Shanghai (practice). */
export function mealAt(hour: number): Meal {
	if (hour < 10) return 'breakfast';
	if (hour < 15) return 'lunch';
	return hour < 21 ? 'dinner' : 'extra';
}

const DAY_MS = 86_400_000;
const hourOf = (now: number) => new Date(now + 8 * 3_600_000).getUTCHours();

/** A meal as it is being entered, or put right. */
export class MealForm {
	readonly data: PlaceData;
	readonly book: MealBook;
	readonly saving = new Saving();
	#dayBack = $state(0);
	meal = $state<Meal>(mealAt(hourOf(serverNow())));
	#served = $state<number | null>(null);
	#special = $state<number | null>(null);
	reason = $state('');
	#corrects = $state.raw<MealLine | null>(null);
	/** The refused operation that this one takes the place of. */
	#mends: string | null = null;
	#last = $state.raw<QueuedOperation | null>(null);

	/** How many portions are likely wanted, of what this device knows. */
	readonly suggestion: MealSuggestion = $derived.by(() => {
		const here = familiesIn(this.data.families, 'here');
		const named = here.reduce((sum, { there }) => sum + there.length, 0);
		const counted = this.data.directory?.reconciliation.people ?? 0;
		const unnamed = this.book.unnamed ?? Math.max(0, counted - named);
		return { named, unnamed, special: needCounts(here).get('diet') ?? 0 };
	});

	/** The line in force of the meal that is chosen; extra meals stand beside one another. */
	readonly entered: MealLine | undefined = $derived.by(() =>
		this.meal === 'extra'
			? undefined
			: linesInForce(this.book.lines).find(({ day, meal }) => day === this.day && meal === this.meal)
	);

	constructor(data: PlaceData, book: MealBook) {
		this.data = data;
		this.book = book;
	}

	/** 0 is today, 1 yesterday. */
	get dayBack(): number {
		return this.#dayBack;
	}

	set dayBack(back: number) {
		this.#dayBack = back;
	}

	get day(): string {
		return this.#corrects?.day ?? dayOf(new Date(serverNow() - this.#dayBack * DAY_MS));
	}

	/** The line that is being put right. */
	get corrects(): MealLine | null {
		return this.#corrects;
	}

	get last(): QueuedOperation | null {
		return this.#last;
	}

	/** People served, as typed; until then as suggested. */
	get served(): number | null {
		return this.#served ?? this.#corrects?.served ?? this.suggestion.named + this.suggestion.unnamed;
	}

	set served(heads: number | null) {
		this.#served = heads;
	}

	get special(): number | null {
		return this.#special ?? this.#corrects?.special ?? this.suggestion.special;
	}

	set special(heads: number | null) {
		this.#special = heads;
	}

	get isSpecialWrong(): boolean {
		return (this.special ?? 0) > (this.served ?? 0);
	}

	get isComplete(): boolean {
		if (this.served === null || this.isSpecialWrong) return false;
		return this.#corrects ? this.reason.trim() !== '' : this.entered === undefined;
	}

	/** Takes the suggestion again. */
	takeSuggestion(): void {
		this.#served = null;
		this.#special = null;
	}

	/** Begins to put a line right. */
	correct(line: MealLine): void {
		this.clear();
		this.#corrects = line;
		this.meal = line.meal;
	}

	/** Takes up a refused entry: as a correction where the meal was entered meanwhile, else as it was. */
	mend(operation: QueuedOperation): void {
		const { day, meal, served, special, reason } = operation.payload;
		this.clear();
		this.meal = MEALS.find((each) => each === meal) ?? this.meal;
		const standing = linesInForce(this.book.lines).find((line) => line.day === day && line.meal === meal);
		if (standing && meal !== 'extra') this.#corrects = standing;
		this.#served = typeof served === 'number' ? served : null;
		this.#special = typeof special === 'number' ? special : null;
		this.reason = typeof reason === 'string' ? reason : '';
		this.#mends = operation.operationId;
	}

	clear(): void {
		this.#corrects = null;
		this.#mends = null;
		this.reason = '';
		this.takeSuggestion();
		this.saving.clear();
	}

	/** Keeps the entry. */
	async save(label: string): Promise<void> {
		const { served, meal, day } = this;
		if (!this.isComplete || served === null) return;
		const { pointId } = this.data;
		const payload = {
			pointId,
			day,
			meal,
			served,
			special: this.special ?? 0,
			correctsId: this.#corrects?.id ?? null,
			reason: this.#corrects ? this.reason.trim() : ''
		};
		const operation = await this.saving.save('stay.serveMeal', payload, pointId, label, this.#mends ?? undefined);
		if (!operation) return;
		this.#last = outbox.find(operation.operationId) ?? operation;
		this.clear();
	}
}
