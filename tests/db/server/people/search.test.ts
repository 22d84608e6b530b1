import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scopeOf } from '#domain/people/find-people.ts';
import type { Person } from '#domain/people/person.ts';
import { isMeant, NOTHING_SAID, readSearch, tokensOfPerson } from '#domain/people/search-tokens.ts';
import { newId } from '#server/new-id.ts';
import { insertPersons, searchPeople } from '#server/repositories/people.ts';
import { createDesk, TOWNSHIPS, VILLAGES, type Desk } from '../../desk.ts';

/** Few characters and few digits, so that much is like much else. */
const CHARACTERS = [...'王小明单乐'];
const PEOPLE = 600;

let desk: Desk;
const people: Person[] = [];

beforeAll(async () => {
	desk = await createDesk();
	let state = 1;
	const pick = (below: number) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
	const digits = (length: number) => Array.from({ length }, () => 1 + pick(2)).join('');
	for (let at = 0; at < PEOPLE; at++) {
		const name = Array.from({ length: 1 + pick(4) }, () => CHARACTERS[pick(CHARACTERS.length)]).join('');
		people.push({
			id: newId(),
			householdId: newId(),
			homeCode: VILLAGES[Math.floor((at / PEOPLE) * VILLAGES.length)]!,
			relation: 'head',
			needs: [],
			mayBeFound: true,
			secret: {
				name,
				document: { kind: 'passport', number: `E${digits(4 + pick(5))}` },
				sex: null,
				birthDate: null,
				phone: pick(3) === 0 ? '' : digits(5 + pick(7)),
				needNote: '',
				nextOfKin: null
			}
		});
	}
	const registeredAt = new Date();
	await desk.db.prisma.$transaction(async (tx) => {
		const households = people.map(({ householdId, homeCode }) => ({ id: householdId, homeCode, registeredAt }));
		await tx.household.createMany({ data: households });
		const rows = people.map((person) => ({
			person,
			scopeCodes: scopeOf(person.homeCode),
			documentKey: person.id,
			tokens: tokensOfPerson(person.secret)
		}));
		await insertPersons(tx, desk.app.keyring, registeredAt, rows);
	});
});
afterAll(() => desk.drop());

const word = fc.oneof(
	fc.array(fc.constantFrom(...CHARACTERS), { minLength: 1, maxLength: 4 }),
	fc.array(fc.constantFrom(...'wxmsdly'), { minLength: 2, maxLength: 4 }),
	fc.array(fc.constantFrom('1', '2'), { minLength: 4, maxLength: 9 })
);
const text = fc
	.array(
		word.map((all) => all.join('')),
		{ minLength: 0, maxLength: 2 }
	)
	.map((words) => words.join(' '));
const codes = fc.oneof(
	fc.constant([]),
	fc.constantFrom(...VILLAGES, ...TOWNSHIPS).map((code) => [code])
);

test('a search finds all who are meant, nobody else, and no more than its limit', async () => {
	const { db, keyring } = desk.app;
	await fc.assert(
		fc.asyncProperty(text, codes, fc.integer({ min: 1, max: 60 }), async (given, scopeCodes, limit) => {
			const search = given === '' ? NOTHING_SAID : readSearch(given)!;
			const meant = people.filter(
				({ secret, homeCode }) => isMeant(secret, search) && scopeCodes.every((code) => homeCode.startsWith(code))
			);
			const ids = new Set(meant.map(({ id }) => id));
			const some = await searchPeople(db, keyring, { search, scopeCodes, limit });
			expect(some).toHaveLength(Math.min(limit, meant.length));
			expect(some.every(({ person }) => ids.has(person.id))).toBe(true);
			const all = await searchPeople(db, keyring, { search, scopeCodes, limit: PEOPLE });
			expect(new Set(all.map(({ person }) => person.id))).toEqual(ids);
			expect(all).toHaveLength(ids.size);
		}),
		{ numRuns: 150 }
	);
});

test('the first pages of the table and the index together give everybody once', async () => {
	const { rows: size } = await desk.db.pool.query<{ pages: number }>(
		`SELECT (pg_relation_size('person') / 8192)::int AS pages`
	);
	expect(size[0]!.pages).toBeGreaterThan(10);
	for (const [query, scopeCodes] of [
		['单', []],
		['wx', []],
		['', [TOWNSHIPS[1]]],
		['', []],
		['明', [VILLAGES[0]]]
	] as const) {
		const tokens = desk.app.keyring.tokens(query === '' ? [] : readSearch(query)!.tokens).map(String);
		const found = async (pages: number) => {
			const { rows } = await desk.db.pool.query<{ id: string }>(
				'SELECT id FROM find_people($1::bigint[], $2::text[], $3, $4)',
				[tokens, scopeCodes, PEOPLE, pages]
			);
			return rows.map(({ id }) => id).sort();
		};
		const byIndex = await found(0);
		expect(byIndex.length).toBeGreaterThan(10);
		for (const pages of [1, 5, 10, 1_000]) expect(await found(pages)).toEqual(byIndex);
	}
});
