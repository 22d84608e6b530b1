import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Person } from '#domain/people/person.ts';
import { idCheckDigit } from '#domain/people/id-number.ts';
import { ensureCounty } from '#server/areas/ensure-county.ts';
import { hashToken, newToken } from '#server/auth/token.ts';
import { databaseName, withDatabaseName } from '#server/db/database-url.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { loadKeyring } from '#server/people/load-keyring.ts';
import { writeMembers } from '#server/people/write-members.ts';
import pg from 'pg';
import { COUNTY } from '../db/running-server.ts';
import { createTestDatabase } from '../db/harness.ts';
import { Seeded } from './seeded.ts';

/** When the runs begin, on the clocks of tablets that go right. */
export const BEGIN = Date.parse('2026-01-26T00:00:00Z');

const SHELTERS = 8;
const KNOWN_HOUSEHOLDS = 60;
const FAMILIES = 50;

/** A coordinator of the run: her shelter's place, her account and its session. */
export interface Post {
	accountId: string;
	cookie: string;
	pointId: string;
	areaCode: string;
}

/** A member of a family that is not registered yet. The infants have no document. */
export interface FamilyMember {
	name: string;
	number: string | null;
}

/** What all runs begin with: a county with an event, shelters, coordinators, and people it knows. */
export interface Stage {
	posts: Post[];
	pointIds: string[];
	/** Households that are registered, by the ids of their members. */
	known: string[][];
	/** Families that will come to some door, or to several. */
	families: FamilyMember[][];
	/** A database of one's own that begins with all this, and the settings of its server. */
	openRun(): Promise<{ settings: Record<string, string>; db: Database; close(): Promise<void> }>;
	close(): Promise<void>;
}

const registrar = { accountId: randomUUID(), name: '登记', role: 'DESK', areaCode: COUNTY } as const;

/** Builds the stage for runs with so many tablets. */
export async function buildStage(tablets: number): Promise<Stage> {
	const seeded = new Seeded(20_260_126);
	const newId = () => seeded.id(BEGIN - 86_400_000);
	const dataDir = mkdtempSync(join(tmpdir(), 'anlan-sim-'));
	const template = await createTestDatabase();
	const db = openDatabase(template.url, { max: 2 });
	try {
		await ensureCounty(db, COUNTY);
		const keyring = await loadKeyring({ dataDir, peopleKeys: null }, db);
		const pointIds = Array.from({ length: SHELTERS }, newId).sort();
		const areas = await openShelters(db, newId(), pointIds);
		const posts = Array.from({ length: tablets }, (_, at): Post & { token: string } => {
			const token = newToken();
			const place = at % SHELTERS;
			const cookie = `anlan_session=${token}`;
			return { accountId: newId(), cookie, pointId: pointIds[place]!, areaCode: areas[place]!, token };
		});
		await signIn(db, posts);

		let born = 0;
		const nextMember = (hasDocument: boolean): FamilyMember => {
			const digits = `${COUNTY}19700101${String(++born).padStart(3, '0')}`;
			const name =
				seeded.among([...'王李张单曾仇']) + seeded.among([...'明华国小文军']) + seeded.among([...'英玉秀红海春']);
			return { name, number: hasDocument ? digits + idCheckDigit(digits) : null };
		};
		const nextFamily = () =>
			Array.from({ length: seeded.whole(1, 4) }, (_, at) => nextMember(at === 0 || seeded.chance(0.8)));
		const known = Array.from({ length: KNOWN_HOUSEHOLDS }, () => personsOf(newId(), newId, nextFamily()));
		for (const persons of known)
			await db.prisma.$transaction((tx) =>
				writeMembers(tx, keyring, {
					actor: registrar,
					countyCode: COUNTY,
					householdId: persons[0]!.householdId,
					homeCode: areas[0]!,
					registeredAt: new Date(BEGIN),
					persons
				})
			);
		return {
			posts,
			pointIds,
			known: known.map((persons) => persons.map(({ id }) => id)),
			families: Array.from({ length: FAMILIES }, nextFamily),
			openRun: () => copyOf(template.url, dataDir),
			close: async () => {
				await template.drop();
				rmSync(dataDir, { recursive: true, force: true });
			}
		};
	} finally {
		await db.close();
	}
}

/** The members of a household as persons. */
export function personsOf(householdId: string, newId: () => string, family: readonly FamilyMember[]): Person[] {
	return family.map(({ name, number }, at) => ({
		id: newId(),
		householdId,
		homeCode: `${COUNTY}104203`,
		relation: at === 0 ? 'head' : 'child',
		needs: [],
		mayBeFound: true,
		secret: {
			name,
			document: number === null ? { kind: 'none', reason: '未办理' } : { kind: 'residentId', number },
			sex: null,
			birthDate: null,
			phone: '',
			needNote: '',
			nextOfKin: null
		}
	}));
}

/** An event with an open shelter for each of these points; gives the areas they are in. */
async function openShelters(db: Database, eventId: string, pointIds: readonly string[]): Promise<string[]> {
	await db.pool.query(
		`INSERT INTO event (id, name, kind, started_at, area_codes, phase, opened_at)
		VALUES ($1, '雨雪冰冻', 'freeze', now(), ARRAY[$2], 'response', now())`,
		[eventId, COUNTY]
	);
	const { rows } = await db.pool.query<{ code: string }>(
		`WITH given AS (SELECT id, (SELECT code FROM area WHERE level = 'village' AND code LIKE $3 || '%' ORDER BY code OFFSET n * 7 LIMIT 1) AS code
			FROM unnest($1::uuid[]) WITH ORDINALITY AS i (id, n)),
		shelters AS (INSERT INTO shelter (id, name, kind, area_code, township_code, lng, lat, capacity)
			SELECT id, '学校', 'school', code, left(code, 9), 112, 26.8, 200 FROM given),
		totals AS (INSERT INTO township_total (event_id, township_code, shelters_open, capacity)
			SELECT $2, left(code, 9), count(*), 200 * count(*) FROM given GROUP BY left(code, 9)),
		points AS (INSERT INTO count_point (id, event_id, kind, shelter_id, area_code, township_code, opened_at, capacity, dispute_ids)
			SELECT id, $2, 'shelter', id, code, left(code, 9), now(), 200, '{}' FROM given)
		SELECT code FROM given ORDER BY id`,
		[pointIds, eventId, COUNTY]
	);
	return rows.map(({ code }) => code);
}

async function signIn(db: Database, posts: readonly (Post & { token: string })[]): Promise<void> {
	for (const { accountId, areaCode, token } of posts) {
		await db.pool.query(
			`INSERT INTO account (id, username, display_name, role, area_code, password_hash) VALUES ($1, $2, '管理员', 'COORDINATOR', $3, '-')`,
			[accountId, `sim-${accountId}`, areaCode]
		);
		await db.pool.query(
			`INSERT INTO session (id, account_id, token_hash, rotated_at, created_at, last_seen_at, expires_at)
			VALUES ($1, $1, $2, now(), now(), now(), now() + interval '1 day')`,
			[accountId, hashToken(token)]
		);
	}
}

async function copyOf(templateUrl: string, dataDir: string) {
	const url = withDatabaseName(templateUrl, `anlan_sim_${randomUUID().replaceAll('-', '')}`);
	const administrate = async (sql: string) => {
		const client = new pg.Client({ connectionString: withDatabaseName(templateUrl, 'postgres') });
		await client.connect();
		await client.query(sql).finally(() => client.end());
	};
	await administrate(`CREATE DATABASE ${databaseName(url)} TEMPLATE ${databaseName(templateUrl)}`);
	const db = openDatabase(url, { max: 2, onError: () => undefined });
	return {
		settings: { DATABASE_URL: url, ANLAN_DATA: dataDir },
		db,
		close: async () => {
			await db.close();
			await administrate(`DROP DATABASE IF EXISTS ${databaseName(url)} WITH (FORCE)`);
		}
	};
}
