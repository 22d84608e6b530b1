import type { Problem } from '#domain/shared/problems.ts';
import { problemOf } from './request-problem.ts';

/** A page of a list, and what to ask for to have the one after it; null at the end. */
interface ListPage<Item, Cursor> {
	items: readonly Item[];
	next: Cursor | null;
}

/** A list that is read a page at a time. Of several questions at once the last one asked is answered. */
export class PagedList<Query, Item, Cursor> {
	readonly #ask: (query: Query, after: Cursor | undefined) => Promise<ListPage<Item, Cursor>>;
	#query: Query | undefined;
	#items = $state.raw<readonly Item[]>([]);
	#next = $state.raw<Cursor | null>(null);
	#isLoading = $state(true);
	#problem = $state.raw<Problem | null>(null);
	#asked = 0;

	/** @param ask reads the first page of a query, or the one after a page */
	constructor(ask: (query: Query, after: Cursor | undefined) => Promise<ListPage<Item, Cursor>>) {
		this.#ask = ask;
	}

	/** Everything read so far. */
	get items(): readonly Item[] {
		return this.#items;
	}

	get hasMore(): boolean {
		return this.#next !== null;
	}

	get isLoading(): boolean {
		return this.#isLoading;
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	/** Loads the first page of a query. */
	async load(query: Query): Promise<void> {
		this.#query = query;
		await this.#read(query, undefined);
	}

	/** Loads the following page of the same query. */
	async loadMore(): Promise<void> {
		if (this.#next !== null && this.#query !== undefined) await this.#read(this.#query, this.#next);
	}

	/** Puts new states of what is shown in place. */
	change(to: (item: Item) => Item): void {
		this.#items = this.#items.map(to);
	}

	async #read(query: Query, after: Cursor | undefined): Promise<void> {
		const mine = ++this.#asked;
		this.#isLoading = true;
		try {
			const { items, next } = await this.#ask(query, after);
			if (mine !== this.#asked) return;
			this.#items = after === undefined ? items : [...this.#items, ...items];
			this.#next = next;
			this.#problem = null;
		} catch (error) {
			const problem = problemOf(error);
			if (mine === this.#asked) this.#problem = problem;
		} finally {
			if (mine === this.#asked) this.#isLoading = false;
		}
	}
}
