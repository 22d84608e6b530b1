import type { AuditEntryView } from '#domain/audit/audit-entry.ts';
import type { Problem } from '#domain/shared/problems.ts';
import { fromLocalInput } from '#client/i18n/format.ts';
import { api } from '#client/live/api.ts';
import { problemOf } from '#client/live/request-problem.ts';

/** What is looked for, as typed and as kept in the page's address; empty means everything. */
export interface TrailQuery {
	account: string;
	verb: string;
	subjectType: string;
	subjectId: string;
	/** Days of Asia/Shanghai, `2026-01-26`; both included. */
	from: string;
	to: string;
}

const KEYS = ['account', 'verb', 'subjectType', 'subjectId', 'from', 'to'] as const;

/** The query in a page's address. */
export function readTrailQuery(params: URLSearchParams): TrailQuery {
	return Object.fromEntries(KEYS.map((key) => [key, params.get(key) ?? ''])) as unknown as TrailQuery;
}

/** The search part of an address that stands for a query: empty, or beginning with `?`. */
export function writeTrailQuery(query: TrailQuery): string {
	const params = new URLSearchParams(
		KEYS.filter((key) => query[key].trim() !== '').map((key) => [key, query[key].trim()])
	);
	return params.size > 0 ? `?${params.toString()}` : '';
}

const startOf = (day: string) => fromLocalInput(`${day}T00:00`);

function endOf(day: string): string | null {
	const start = startOf(day);
	return start && new Date(Date.parse(start) + 86_400_000).toISOString();
}

/** The entries shown, newest first, a page at a time. Of several questions at once the last one asked is answered. */
export class Trail {
	#entries = $state.raw<readonly AuditEntryView[]>([]);
	#next = $state.raw<number | null>(null);
	#isLoading = $state(true);
	#problem = $state.raw<Problem | null>(null);
	#query = readTrailQuery(new URLSearchParams());
	#asked = 0;

	get entries(): readonly AuditEntryView[] {
		return this.#entries;
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

	/** Loads the newest entries of a query. */
	async load(query: TrailQuery): Promise<void> {
		this.#query = query;
		await this.#ask(null);
	}

	/** Loads the entries before those shown. */
	async loadMore(): Promise<void> {
		if (this.#next !== null) await this.#ask(this.#next);
	}

	async #ask(before: number | null): Promise<void> {
		const asked = ++this.#asked;
		this.#isLoading = true;
		const { account, verb, subjectType, subjectId, from, to } = this.#query;
		try {
			const page = await api.audit.find.query({
				account: account || undefined,
				verb: verb || undefined,
				subjectType: subjectType || undefined,
				subjectId: subjectId || undefined,
				from: startOf(from) ?? undefined,
				to: endOf(to) ?? undefined,
				before: before ?? undefined
			});
			if (asked !== this.#asked) return;
			this.#entries = before === null ? page.entries : [...this.#entries, ...page.entries];
			this.#next = page.next;
			this.#problem = null;
		} catch (error) {
			if (asked === this.#asked) this.#problem = problemOf(error);
		} finally {
			if (asked === this.#asked) this.#isLoading = false;
		}
	}
}
