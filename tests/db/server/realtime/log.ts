import type pg from 'pg';
import { ChangeFeed } from '#server/realtime/change-feed.ts';
import type { FeedEntry } from '#server/repositories/changes.ts';

/** Writes entries into the log as a command does, in the transaction of `client`; each is known by its name. */
export async function insertChanges(client: Pick<pg.ClientBase, 'query'>, names: string[]): Promise<void> {
	await client.query(
		`INSERT INTO change_log (type, areas, reach, payload)
			SELECT 'policy.changed', ARRAY['430426'], 'overlap',
				json_build_object('type', 'policy.changed', 'key', name, 'value', 1, 'version', 1)::text
			FROM unnest($1::text[]) AS name`,
		[names]
	);
}

export function nameOf(entry: FeedEntry): string {
	const { change } = entry.numbered;
	return change.type === 'policy.changed' ? change.key : '';
}

/** A feed that remembers all it gave out. Errors fail the test unless it expects them. */
export async function openFeed(pool: pg.Pool, options: { pollMs?: number; onError?: (error: unknown) => void } = {}) {
	const given: FeedEntry[] = [];
	const errors: unknown[] = [];
	const feed = new ChangeFeed({ pool, pollMs: 3_600_000, onError: (error) => errors.push(error), ...options });
	await feed.start();
	const from = feed.seq;
	feed.subscribe((entries) => given.push(...entries));
	return { feed, given, errors, from };
}

/** Whether entries follow each other without gap or repeat after `from`. */
export function areConsecutive(entries: readonly FeedEntry[], from: number): boolean {
	return entries.every(({ seq, numbered }, index) => seq === from + index + 1 && numbered.seq === seq);
}
