import type { Role } from '#domain/access/roles.ts';
import type { AccountView } from '#domain/accounts/account.ts';
import { api } from '#client/live/api.ts';
import { PagedList } from '#client/live/paged-list.svelte.ts';

/** What is looked for; empty means everything. */
export interface AccountQuery {
	search: string;
	role: Role | '';
	state: 'working' | 'disabled' | '';
}

/** The accounts shown, a page at a time. */
export class AccountList extends PagedList<AccountQuery, AccountView, string> {
	constructor() {
		super(async ({ search, role, state }, after) => {
			const { accounts, next } = await api.accounts.list.query({
				search: search.trim() || undefined,
				role: role || undefined,
				state: state || undefined,
				after
			});
			return { items: accounts, next };
		});
	}

	/** Puts an account's new state in place, where it is shown. */
	put(account: AccountView): void {
		this.change((each) => (each.id === account.id ? account : each));
	}
}
