import type { AuditEntryView } from '#domain/audit/audit-entry.ts';
import { fromLocalInput } from '#client/i18n/format.ts';
import { api } from '#client/live/api.ts';
import { PagedList } from '#client/live/paged-list.svelte.ts';

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

/** The entries shown, newest first, a page at a time. */
export class Trail extends PagedList<TrailQuery, AuditEntryView, number> {
	constructor() {
		super(async ({ account, verb, subjectType, subjectId, from, to }, before) => {
			const { entries, next } = await api.audit.find.query({
				account: account || undefined,
				verb: verb || undefined,
				subjectType: subjectType || undefined,
				subjectId: subjectId || undefined,
				from: startOf(from) ?? undefined,
				to: endOf(to) ?? undefined,
				before
			});
			return { items: entries, next };
		});
	}
}
