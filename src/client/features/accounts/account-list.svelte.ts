import type { Role } from '#domain/access/roles.ts';
import type { AccountView } from '#domain/accounts/account.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { api } from '#client/live/api.ts';
import { problemOf } from '#client/live/request-problem.ts';

/** What is looked for; empty means everything. */
export interface AccountQuery {
	search: string;
	role: Role | '';
	state: 'working' | 'disabled' | '';
}

/** The accounts shown, a page at a time. Of several questions at once the last one asked is answered. */
export class AccountList {
	#accounts = $state.raw<readonly AccountView[]>([]);
	#next = $state.raw<string | null>(null);
	#isLoading = $state(true);
	#problem = $state.raw<Problem | null>(null);
	#query: AccountQuery = { search: '', role: '', state: '' };
	#asked = 0;

	get accounts(): readonly AccountView[] {
		return this.#accounts;
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
	async load(query: AccountQuery): Promise<void> {
		this.#query = query;
		await this.#ask(null);
	}

	/** Loads the following page of the same query. */
	async loadMore(): Promise<void> {
		if (this.#next !== null) await this.#ask(this.#next);
	}

	/** Puts an account's new state in place, where it is shown. */
	put(account: AccountView): void {
		this.#accounts = this.#accounts.map((each) => (each.id === account.id ? account : each));
	}

	async #ask(after: string | null): Promise<void> {
		const asked = ++this.#asked;
		this.#isLoading = true;
		const { search, role, state } = this.#query;
		try {
			const page = await api.accounts.list.query({
				search: search.trim() || undefined,
				role: role || undefined,
				state: state || undefined,
				after: after ?? undefined
			});
			if (asked !== this.#asked) return;
			this.#accounts = after === null ? page.accounts : [...this.#accounts, ...page.accounts];
			this.#next = page.next;
			this.#problem = null;
		} catch (error) {
			if (asked === this.#asked) this.#problem = problemOf(error);
		} finally {
			if (asked === this.#asked) this.#isLoading = false;
		}
	}
}
