import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { scopeOf } from '#domain/people/find-people.ts';
import { documentKey } from '#domain/people/identity-document.ts';
import type { PersonSecret } from '#domain/people/person.ts';
import { tokensOfPerson } from '#domain/people/search-tokens.ts';
import type { App } from '#server/app.ts';
import { newId } from '#server/new-id.ts';
import { Crowd } from './crowd.ts';

/** Somebody who was written, to be looked for. */
export interface Someone {
	secret: PersonSecret;
	homeCode: string;
}

const AT_ONCE = 1_000;
const IN_HOUSEHOLD = 3;

/** Indexes and checks that are quicker made once at the end than kept while a million rows come. */
const AT_THE_END = [
	`SELECT 'DROP INDEX ' || indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'person'::regclass AND NOT indisprimary`,
	`SELECT 'ALTER TABLE person DROP CONSTRAINT ' || conname, 'ALTER TABLE person ADD CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'person'::regclass AND contype = 'f'`
];

/** Writes `total` invented people as the server writes them, and gives back every `total / asked`-th. */
export async function fillWithPeople(app: App, total: number, asked: number): Promise<Someone[]> {
	const { keyring, db, countyCode } = app;
	const { rows } = await db.pool.query<{ code: string }>(`SELECT code FROM area WHERE level = 'village' ORDER BY code`);
	const villages = rows.map(({ code }) => code);
	const crowd = new Crowd(20_260_112, countyCode);
	const kept: Someone[] = [];
	const households: string[] = [];

	function* people(): Generator<string> {
		for (let done = 0; done < total; done += AT_ONCE) {
			const some = Array.from({ length: AT_ONCE }, () => crowd.next());
			const tokens = keyring.tokenLists(some.map(tokensOfPerson));
			let text = '';
			for (const [at, secret] of some.entries()) {
				if (at % IN_HOUSEHOLD === 0) households.push(`${newId()}\t${crowd.among(villages)}`);
				const [householdId, homeCode] = households.at(-1)!.split('\t') as [string, string];
				if ((done + at) % Math.floor(total / asked) === 0) kept.push({ secret, homeCode });
				const id = newId();
				const { keyId, ciphertext } = keyring.seal(`person:${id}`, secret);
				const index = keyring.blindIndex(documentKey(secret.document)!);
				const bytes = (of: Buffer) => `\\\\x${of.toString('hex')}`;
				const own = [id, householdId, homeCode, 'head', '{}', 't', keyId, bytes(ciphertext), bytes(index)];
				text += `${own.join('\t')}\t{${tokens[at]!.join()}}\t{${scopeOf(homeCode).join()}}\t2026-01-12T00:00:00Z\n`;
			}
			yield text;
		}
	}

	const client = await db.pool.connect();
	try {
		await client.query(`SET statement_timeout = 0; SET maintenance_work_mem = '256MB'`);
		const later: string[] = [];
		for (const find of AT_THE_END)
			for (const [drop, make] of (await client.query<string[]>({ text: find, rowMode: 'array' })).rows) {
				await client.query(drop!);
				later.push(make!);
			}
		const columns = `id, household_id, home_code, relation, needs, may_be_found, key_id, ciphertext, document_index, tokens, scope_codes, registered_at`;
		await pipeline(Readable.from(people()), client.query(copyFrom(`COPY person (${columns}) FROM STDIN`)));
		const lines = households.map((household) => `${household}\t2026-01-12T00:00:00Z\n`);
		const into = client.query(copyFrom('COPY household (id, home_code, registered_at) FROM STDIN'));
		await pipeline(Readable.from(lines), into);
		for (const statement of later) await client.query(statement);
		await client.query('VACUUM ANALYZE person');
	} finally {
		client.release(true);
	}
	return kept;
}
