import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { ChainHead } from '#domain/audit/audit-entry.ts';
import type { Finding } from './finding.ts';
import { IdSet } from './id-set.ts';

/** What a check of the whole chain found. An empty `findings` means it is proved. */
export interface Verdict {
	blocks: number;
	entries: number;
	/** Committed within the last minute and not yet sealed; no finding. */
	waiting: number;
	head: ChainHead | null;
	findings: Finding[];
}

interface Block {
	number: number;
	entry_ids: number[];
	previous_hash: string;
	hash: string;
	sealed_at: Date;
}

const BLOCKS_AT_A_TIME = 200;
const IDS_AT_A_TIME = 20_000;
const MOST_OF_A_KIND = 100;
const PATIENCE_SECONDS = 60;
const GUARDED = ['audit_entry', 'audit_block', 'operation'];

/** What the hash of a block covers, written here again so that a changed function in the database proves nothing. */
const ENTRY_TEXT = `jsonb_build_array(e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
	e.operation_id, e.account_id, e.account_name, e.role, e.device_id, e.request_id, e.verb, e.subject_type, e.subject_id,
	e.area_code, e.before, e.after, e.reason)::text`;

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Recomputes the whole chain from one snapshot of the database, a part at a time, and lists every edit, deletion,
 * insertion, change of order and cut it can prove. Changes nothing.
 *
 * @param keptHead a hash kept outside, which must be in the chain: what proves that its end was not cut off
 */
export async function verifyAudit(pool: pg.Pool, keptHead?: string): Promise<Verdict> {
	const client = await pool.connect();
	try {
		await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
		await client.query('SET LOCAL statement_timeout = 0');
		const findings: Finding[] = [];
		const chain = await walkBlocks(client, findings, keptHead);
		if (keptHead && !chain.isHeadFound) findings.push({ kind: 'headNotFound', head: keptHead });
		const waiting = await walkEntries(client, chain.sealed, findings);
		await compareOperations(client, findings);
		await checkGuards(client, findings);
		return { blocks: chain.blocks, entries: chain.sealed.size, waiting, head: chain.head, findings };
	} finally {
		await client.query('ROLLBACK').catch(() => undefined);
		client.release();
	}
}

async function walkBlocks(client: pg.ClientBase, findings: Finding[], keptHead: string | undefined) {
	const sealed = new IdSet();
	const genesis = sha256('anlan');
	let expected = { number: 0, hash: '' };
	let last: Block | undefined;
	let isHeadFound = false;
	for (;;) {
		const { rows } = await client.query<Block>(
			`SELECT number, entry_ids::float8[] AS entry_ids, previous_hash, hash, sealed_at FROM audit_block
				WHERE number >= $1 ORDER BY number LIMIT ${BLOCKS_AT_A_TIME}`,
			[expected.number]
		);
		if (rows.length === 0) break;
		const texts = await readTexts(
			client,
			rows.flatMap((block) => block.entry_ids)
		);
		for (const block of rows) {
			if (expected.number === 0 && (block.number !== 0 || block.hash !== genesis))
				findings.push({ kind: 'genesisChanged' });
			else if (block.number > expected.number)
				findings.push({ kind: 'blocksMissing', first: expected.number, last: block.number - 1 });
			if (block.previous_hash !== expected.hash) findings.push({ kind: 'linkBroken', block: block.number });
			if (block.number > 0) checkContent(block, texts, sealed, findings);
			isHeadFound ||= block.hash === keptHead;
			expected = { number: block.number + 1, hash: block.hash };
			last = block;
		}
	}
	if (!last) findings.push({ kind: 'genesisChanged' });
	const head = last && {
		number: last.number,
		hash: last.hash,
		sealedAt: last.sealed_at.toISOString(),
		entries: last.entry_ids.length
	};
	return { sealed, isHeadFound, head: head ?? null, blocks: expected.number };
}

function checkContent(block: Block, texts: Map<number, string>, sealed: IdSet, findings: Finding[]): void {
	let previous = 0;
	for (const entry of block.entry_ids) {
		if (sealed.has(entry) || entry <= previous) findings.push({ kind: 'entryTwice', block: block.number, entry });
		if (!texts.has(entry)) findings.push({ kind: 'entryMissing', block: block.number, entry });
		sealed.add(entry);
		previous = entry;
	}
	const content = block.entry_ids.map((id) => texts.get(id) ?? '').join('\n');
	if (sha256(`${block.previous_hash}\n${content}`) !== block.hash) {
		const [firstEntry = 0] = block.entry_ids;
		findings.push({ kind: 'contentChanged', block: block.number, firstEntry, lastEntry: previous });
	}
}

async function readTexts(client: pg.ClientBase, ids: number[]): Promise<Map<number, string>> {
	const texts = new Map<number, string>();
	for (let at = 0; at < ids.length; at += IDS_AT_A_TIME) {
		const { rows } = await client.query<{ id: number; text: string }>(
			`SELECT e.id, ${ENTRY_TEXT} AS text FROM audit_entry e WHERE e.id = ANY ($1::bigint[])`,
			[ids.slice(at, at + IDS_AT_A_TIME)]
		);
		for (const { id, text } of rows) texts.set(id, text);
	}
	return texts;
}

/** Entries outside the chain: what the last link should have sealed was put in past the system; the rest waits. */
async function walkEntries(client: pg.ClientBase, sealed: IdSet, findings: Finding[]): Promise<number> {
	let after = 0;
	let foreign = 0;
	const waiting = { fresh: 0, old: 0, oldest: '' };
	for (;;) {
		const { rows } = await client.query<{ id: number; at: Date; is_passed: boolean; age: number }>(
			`SELECT e.id, e.at, extract(epoch FROM now() - e.at)::float8 AS age,
				pg_visible_in_snapshot(e.xid, (SELECT snapshot FROM audit_block ORDER BY number DESC LIMIT 1)) AS is_passed
			FROM audit_entry e WHERE e.id > $1 ORDER BY e.id LIMIT ${IDS_AT_A_TIME}`,
			[after]
		);
		for (const row of rows) {
			if (sealed.has(row.id)) continue;
			if (row.is_passed) {
				if (foreign++ < MOST_OF_A_KIND) findings.push({ kind: 'entryForeign', entry: row.id });
			} else if (row.age > PATIENCE_SECONDS) {
				waiting.oldest ||= row.at.toISOString();
				waiting.old++;
			} else waiting.fresh++;
		}
		const last = rows.at(-1);
		if (!last) break;
		after = last.id;
	}
	if (waiting.old > 0) findings.push({ kind: 'unsealedTooLong', entries: waiting.old, oldest: waiting.oldest });
	return waiting.fresh;
}

/** Each operation wrote its entry in its own transaction: one without the other was tampered with. */
async function compareOperations(client: pg.ClientBase, findings: Finding[]): Promise<void> {
	const bare = await client.query<{ id: string }>(
		`SELECT o.id FROM operation o LEFT JOIN audit_entry e ON e.operation_id = o.id
			WHERE e.id IS NULL ORDER BY o.id LIMIT ${MOST_OF_A_KIND}`
	);
	for (const { id } of bare.rows) findings.push({ kind: 'operationWithoutEntry', operation: id });
	const loose = await client.query<{ id: number; operation_id: string }>(
		`SELECT e.id, e.operation_id FROM audit_entry e LEFT JOIN operation o ON o.id = e.operation_id
			WHERE e.operation_id IS NOT NULL AND o.id IS NULL ORDER BY e.id LIMIT ${MOST_OF_A_KIND}`
	);
	for (const { id, operation_id } of loose.rows)
		findings.push({ kind: 'entryWithoutOperation', entry: id, operation: operation_id });
}

async function checkGuards(client: pg.ClientBase, findings: Finding[]): Promise<void> {
	const { rows } = await client.query<{ name: string }>(
		`SELECT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
			WHERE t.tgname = 'append_only' AND t.tgenabled IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace`
	);
	const guarded = new Set(rows.map((row) => row.name));
	for (const table of GUARDED) if (!guarded.has(table)) findings.push({ kind: 'guardOff', table });
}
