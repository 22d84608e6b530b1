import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPassword } from '#domain/accounts/password-rule.ts';
import { ROLES } from '#domain/access/roles.ts';
import { figuresOf } from '#domain/counts/figures.ts';
import type { CountPointView } from '#domain/counts/count-point.ts';
import { checkFigures, type Figures } from '#domain/reports/check-figures.ts';
import { addDecimals } from '#domain/reports/decimal.ts';
import { neededReasons } from '#domain/reports/needed-reasons.ts';
import type { ReportReason } from '#domain/reports/report.ts';
import { figuresOfRollUp } from '#domain/reports/roll-up.ts';
import { maskPerson } from '#domain/people/mask-person.ts';
import { readSearch } from '#domain/people/search-tokens.ts';
import { readAdvice } from '#server/advice/read-advice.ts';
import { ensureCounty } from '#server/areas/ensure-county.ts';
import { verifyAudit } from '#server/audit/verify.ts';
import { verifyPassword } from '#server/auth/passwords.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { checkInstallation } from '#server/db/installation.ts';
import { demoPassword, findDemoAccounts } from '#server/jobs/demo/demo-accounts.ts';
import { loadDemo } from '#server/jobs/demo/load-demo.ts';
import { Keyring, makeKeyFile } from '#server/people/keyring.ts';
import { PolicyCache } from '#server/policies/policy-cache.ts';
import { POINT_JSON } from '#server/repositories/counts.ts';
import { publishLogs } from '#server/repositories/logs.ts';
import { rollUpByArea } from '#server/repositories/report-roll-up.ts';
import { searchPeople } from '#server/repositories/people.ts';
import { createTestDatabase, type TestDatabase } from '../../../harness.ts';

const county = '430426';
const keyring = new Keyring(makeKeyFile(new Date()));
let database: TestDatabase;
let db: Database;
let committed = 0;

async function load(countyCode: string, into: Database) {
	await checkInstallation(into, countyCode);
	await ensureCounty(into, countyCode);
	return loadDemo({ db: into, countyCode, policies: new PolicyCache(into), keyring, committed: () => committed++ });
}

async function openPoints(of: Database): Promise<CountPointView[]> {
	const { rows } = await of.pool.query<{ point: CountPointView }>(
		`SELECT ${POINT_JSON} AS point FROM count_point p WHERE p.closed_at IS NULL`
	);
	return rows.map(({ point }) => point);
}

const figures = async (of: Database) =>
	figuresOf(await openPoints(of), new Date().toISOString(), new PolicyCache(of).current()).total;

/** What the reports of the open event come to, for the county and each township. */
async function rollUp(of: Database, countyCode: string) {
	const { id } = await of.prisma.event.findFirstOrThrow({ where: { closedAt: null } });
	const { own, below } = await rollUpByArea(of.prisma, id, countyCode, {
		isTaken: true,
		isEverTaken: false,
		windowMinutes: 30
	});
	return { own, below, figures: figuresOfRollUp(own) };
}

const REFERENCE = {
	relocatedTotal: '28500',
	relocatedNow: '28500',
	shelteredTotal: '3000',
	shelteredNow: '3000',
	dispersedTotal: '25500',
	dispersedNow: '25500',
	sheltersTotal: '28',
	sheltersNow: '28',
	collapsedHouseholds: '406',
	deaths: '0',
	missing: '0'
};

beforeAll(async () => {
	database = await createTestDatabase();
	db = openDatabase(database.url);
	await load(county, db);
}, 120_000);

afterAll(async () => {
	await db.close();
	await database.drop();
});

describe('the demonstration', () => {
	it('has exactly the totals of the reference case', async () => {
		expect(await figures(db)).toMatchObject({
			relocated: 28_500,
			sheltered: 3_000,
			dispersed: 25_500,
			sheltersOpen: 28,
			overCapacity: 3,
			silent: 3,
			disputed: 2,
			inTrouble: 6,
			unreported: 0
		});
	});

	it('keeps totals that are the sums of its points', async () => {
		const { rows } = await db.pool.query(`
			SELECT event_id, township_code FROM township_total t FULL JOIN (
				SELECT event_id, township_code, COALESCE(sum(people) FILTER (WHERE kind = 'shelter'), 0) AS sheltered,
					COALESCE(sum(people) FILTER (WHERE kind = 'dispersed'), 0) AS dispersed,
					count(*) FILTER (WHERE kind = 'shelter') AS shelters_open, COALESCE(sum(capacity), 0) AS capacity
				FROM count_point WHERE closed_at IS NULL GROUP BY event_id, township_code
			) p USING (event_id, township_code)
			WHERE t.sheltered IS DISTINCT FROM p.sheltered OR t.dispersed IS DISTINCT FROM p.dispersed
				OR t.shelters_open IS DISTINCT FROM p.shelters_open OR t.capacity IS DISTINCT FROM p.capacity`);
		expect(rows).toEqual([]);
	});

	it('has a figure for each point that its newest observation says', async () => {
		const { rows } = await db.pool.query<{ points: number; observations: number }>(`
			SELECT count(*)::int AS points, (SELECT count(*)::int FROM count_observation) AS observations
			FROM count_point p JOIN LATERAL (SELECT * FROM count_observation o WHERE o.point_id = p.id
				ORDER BY o.observed_at DESC, o.id DESC LIMIT 1) newest ON newest.people = p.people AND newest.id = p.observation_id`);
		const { rows: all } = await db.pool.query<{ count: number }>('SELECT count(*)::int FROM count_point');
		expect(rows[0]?.points).toBe(all[0]?.count);
		expect(rows[0]?.observations).toBeGreaterThan(1_500);
	});

	it('stands on every real village of the county, with shelters in real villages', async () => {
		const { rows } = await db.pool.query(`
			SELECT (SELECT count(*)::int FROM area WHERE level = 'village') AS villages,
				(SELECT count(*)::int FROM count_point WHERE kind = 'dispersed' AND closed_at IS NULL) AS counted,
				(SELECT count(*)::int FROM shelter s JOIN area a ON a.code = s.area_code AND a.level = 'village') AS shelters,
				(SELECT count(DISTINCT name)::int FROM shelter) AS names`);
		expect(rows).toEqual([{ villages: 367, counted: 367, shelters: 40, names: 40 }]);
	});

	it('lets nothing happen in the future or before its opening', async () => {
		const { rows } = await db.pool.query(`
			SELECT o.id FROM count_observation o JOIN count_point p ON p.id = o.point_id
			WHERE o.received_at > now() OR o.observed_at < p.opened_at OR o.observed_at > p.closed_at`);
		expect(rows).toEqual([]);
	});

	it('has everybody by name: as many at each place as were counted there, each at one place', async () => {
		const { rows: differing } = await db.pool.query(`
			SELECT p.id, p.people, p.needs, p.age_bands FROM count_point p WHERE p.closed_at IS NULL
				AND p.people <> (SELECT count(*) FROM stay s WHERE s.point_id = p.id AND s.state = 'in')`);
		expect(differing).toEqual([]);
		const { rows } = await db.pool.query(`
			SELECT (SELECT count(*)::int FROM stay WHERE state = 'in') AS present,
				(SELECT count(DISTINCT person_id)::int FROM stay WHERE state = 'in') AS persons,
				(SELECT count(*)::int FROM stay s JOIN count_point p ON p.id = s.point_id AND p.kind = 'shelter'
					WHERE s.state = 'in') AS sheltered,
				(SELECT count(*)::int FROM person p WHERE NOT EXISTS (SELECT FROM stay s WHERE s.person_id = p.id)
					AND NOT EXISTS (SELECT FROM relocation_household r WHERE r.household_id = p.household_id)) AS nowhere,
				(SELECT count(*)::int FROM stay_conflict WHERE settled_at IS NULL) AS conflicts,
				(SELECT count(*) > 0 FROM stay WHERE state = 'sent') AS "onTheWay",
				(SELECT count(*) > 0 FROM stay WHERE from_stay_id IS NOT NULL) AS transferred,
				(SELECT count(*)::int FROM count_point WHERE keeps_names_at IS NOT NULL) AS "keepNames"`);
		expect(rows).toEqual([
			{
				present: 28_500,
				persons: 28_500,
				sheltered: 3_000,
				nowhere: 0,
				conflicts: 3,
				onTheWay: true,
				transferred: true,
				keepNames: 23
			}
		]);
	});

	it('has the eight rosters, some lines of them to be decided, and lists of villages where not everybody has left', async () => {
		const { rows } = await db.pool.query(`
			SELECT (SELECT count(DISTINCT kind)::int FROM roster) AS kinds,
				(SELECT count(*) > 500 FROM roster_entry e JOIN person p ON p.document_index = e.document_index) AS matched,
				(SELECT count(*) > 5 FROM roster_entry WHERE candidate_ids <> '{}') AS "toDecide",
				(SELECT count(*)::int FROM relocation_list) AS lists,
				(SELECT count(*)::int FROM relocation_household WHERE cardinality(standing_ids) > 1) AS disputed,
				(SELECT array_agg(DISTINCT state ORDER BY state) FROM relocation_household) AS states`);
		expect(rows).toEqual([
			{
				kinds: 8,
				matched: true,
				toDecide: true,
				lists: 3,
				disputed: 1,
				states: ['left', 'notHome', 'refused', 'todo']
			}
		]);
	});

	it('knows since when its figures call for a level, before today’s reports', async () => {
		const [event] = await db.prisma.event.findMany({ where: { closedAt: null } });
		const now = new Date();
		const advice = await db.prisma.$transaction((tx) => readAdvice(tx, event!.id, county, now));
		expect(advice.level).toBe(2);
		const reached = advice.readings.filter(({ state }) => state === 'reached');
		expect(reached.map(({ threshold }) => threshold.id)).not.toEqual([]);
		for (const { since } of reached) {
			expect(Date.parse(since!)).toBeGreaterThan(event!.startedAt.getTime());
			expect(Date.parse(since!)).toBeLessThan(now.getTime() - 12 * 3_600_000);
		}
	});

	it('has reports whose sum is the reference case, though villages are silent and reports wait', async () => {
		const { own, below, figures } = await rollUp(db, county);
		expect(figures).toMatchObject(REFERENCE);
		expect(checkFigures(figures)).toEqual([]);
		expect(Number(figures.affected)).toBeLessThan(766_920 / 2);
		expect([own.units, own.reported]).toEqual([367, 363]);
		expect(below).toHaveLength(24);
		const lines = new Map(own.figures.map(({ key, adjustments }) => [key, adjustments]));
		const fromCounty = new Set(['damagedRoads', 'damagedPowerLines', 'damagedPowerEquipment', 'infrastructureLoss']);
		for (const { key, figure, source, fromReports } of own.figures) {
			if (fromCounty.has(key) || key === 'directEconomicLoss') continue;
			const parts = below.flatMap((township) => figuresOfRollUp(township)[key] ?? []);
			expect([key, addDecimals(parts)]).toEqual([key, figure]);
			if (source === 'shelters') expect(addDecimals([fromReports ?? '0', lines.get(key) ?? '0'])).toBe(figure);
		}
		const { rows } = await db.pool.query(`
			SELECT level, count(*) FILTER (WHERE latest_state = 'filed')::int AS waiting,
				count(*) FILTER (WHERE latest_at < now() - interval '24 h')::int AS late,
				(SELECT count(*)::int FROM damage_report r WHERE r.level = u.level AND r.state = 'returned') AS returned
			FROM reporting_unit u GROUP BY level ORDER BY level`);
		expect(rows).toEqual([
			{ level: 'county', waiting: 0, late: 0, returned: 0 },
			{ level: 'township', waiting: 7, late: 0, returned: 0 },
			{ level: 'village', waiting: 8, late: 6, returned: 2 }
		]);
	});

	it('has reports that keep the rules one by one; nothing falls, and what swings is explained', async () => {
		const { rows } = await db.pool.query<{
			area_code: string;
			number: number;
			state: string;
			is_zero: boolean;
			figures: Figures;
			reasons: ReportReason[];
		}>('SELECT * FROM damage_report ORDER BY area_code, number');
		const policies = new PolicyCache(db).current();
		const swings = { sharePercent: policies.swingPercent, atLeast: policies.swingAtLeast };
		let before: (typeof rows)[number] | null = null;
		for (const report of rows) {
			const { figures, reasons } = report;
			const standing: Figures | null = report.number === 1 ? null : before!.figures;
			expect(checkFigures(figures)).toEqual([]);
			const needed = neededReasons(figures, standing, swings).map(({ about }) => about);
			expect(needed.filter((about) => !about.startsWith('swing:'))).toEqual([]);
			expect(reasons.map(({ about }) => about).sort()).toEqual(needed.sort());
			expect(reasons.every(({ reason }) => reason !== '')).toBe(true);
			expect(report.is_zero).toBe(standing !== null && JSON.stringify(standing) === JSON.stringify(figures));
			if (report.state !== 'returned') before = report;
		}
		expect(rows.length).toBeGreaterThan(2_500);
		expect(rows.filter(({ is_zero }) => is_zero).length).toBeGreaterThan(100);
	});

	it('has chains of reports as the commands would have left them', async () => {
		const { rows } = await db.pool.query(`
			SELECT u.area_code FROM reporting_unit u JOIN (
				SELECT event_id, area_code, count(*)::int AS filed, min(received_at) AS first, max(received_at) AS last,
					(array_agg(id ORDER BY number DESC) FILTER (WHERE state = 'accepted'))[1] AS accepted,
					(array_agg(id ORDER BY number DESC) FILTER (WHERE state IN ('accepted', 'filed')))[1] AS latest,
					bool_and(received_at <= now() AND COALESCE(decided_at, received_at) <= now()
						AND observed_at <= received_at AND COALESCE(decided_at, received_at) >= received_at) AS in_time
				FROM damage_report GROUP BY event_id, area_code) r USING (event_id, area_code)
			WHERE u.reports <> r.filed OR u.first_at <> r.first OR u.accepted_id <> r.accepted OR u.latest_id <> r.latest
				OR NOT r.in_time`);
		expect(rows).toEqual([]);
		const { rows: lines } = await db.pool.query(`
			SELECT count(*) FILTER (WHERE reverses_id IS NOT NULL)::int AS reversed, count(*) < 50 AS few,
				sum(amount) FILTER (WHERE indicator = 'collapsedHouseholds')::int AS houses FROM report_adjustment`);
		expect(lines).toEqual([{ reversed: 1, few: true, houses: 0 }]);
	});

	it('is counted by age and need as the names say', async () => {
		const { rows } = await db.pool.query(`
			SELECT p.id FROM count_point p WHERE p.closed_at IS NULL AND p.needs IS NOT NULL AND p.needs <> (
				SELECT jsonb_build_object('infants', count(*) FILTER (WHERE 'infant' = ANY (x.needs)),
					'pregnant', count(*) FILTER (WHERE 'pregnant' = ANY (x.needs)),
					'disabled', count(*) FILTER (WHERE 'disabled' = ANY (x.needs)),
					'chronicIllness', count(*) FILTER (WHERE 'chronic' = ANY (x.needs)))
				FROM stay s JOIN person x ON x.id = s.person_id WHERE s.point_id = p.id AND s.state = 'in')`);
		expect(rows).toEqual([]);
	});

	it('lets everybody arrive and leave while the place was open and before now, at one place at a time', async () => {
		const { rows } = await db.pool.query(`
			SELECT s.id FROM stay s JOIN count_point p ON p.id = s.point_id JOIN person x ON x.id = s.person_id
			WHERE s.in_observed_at < p.opened_at OR COALESCE(s.out_observed_at, s.in_observed_at) > now()
				OR s.out_observed_at < s.in_observed_at OR s.in_observed_at < x.registered_at
				OR EXISTS (SELECT FROM stay o WHERE o.person_id = s.person_id AND o.id <> s.id
					AND o.in_observed_at < COALESCE(s.out_observed_at, 'infinity')
					AND s.in_observed_at < COALESCE(o.out_observed_at, 'infinity'))`);
		expect(rows).toEqual([]);
		const { rows: steps } = await db.pool.query(`
			SELECT t.id FROM stay_step t JOIN account a ON a.id = t.account_id JOIN count_point p ON p.id = t.point_id
			WHERE t.received_at < t.observed_at OR t.received_at > now() OR left(p.area_code, length(a.area_code)) <> a.area_code
				OR a.role NOT IN ('DESK', 'TOWNSHIP', 'COORDINATOR')`);
		expect(steps).toEqual([]);
	});

	it('shows nobody by name in the clear, and finds 王小明', async () => {
		const { rows } = await db.pool.query(
			`SELECT count(*)::int AS found FROM person WHERE position(convert_to('演示', 'UTF8') IN ciphertext) > 0`
		);
		expect(rows).toEqual([{ found: 0 }]);
		for (const text of ['王小明', 'wxm', '王小明（演示）']) {
			const found = await searchPeople(db, keyring, { search: readSearch(text)!, scopeCodes: [], limit: 50 });
			expect(found.some(({ person }) => person.secret.name === '王小明（演示）')).toBe(true);
			for (const { person } of found) expect(maskPerson(person, new Date()).name).toMatch(/^.\*{1,2}（演示）$/);
		}
	});

	it('is loaded once', async () => {
		expect(await load(county, db)).toBe(false);
		expect((await figures(db)).relocated).toBe(28_500);
	});

	it('offers a working account of every role, where that is allowed', async () => {
		const accounts = await findDemoAccounts(db, true);
		expect(new Set(accounts.map(({ role }) => role))).toEqual(new Set(ROLES));
		expect(await findDemoAccounts(db, false)).toEqual([]);
		for (const { username, password, role } of accounts) {
			expect(checkPassword(password, username).ok).toBe(true);
			expect(password).toBe(demoPassword(role));
		}
		const stored = await db.prisma.account.findUniqueOrThrow({ where: { username: 'desk' } });
		expect(await verifyPassword(stored.passwordHash, 'anlan-desk-2026')).toBe(true);
		expect(stored.isDemo).toBe(true);
	});

	it('is in the audit chain and in the change feed, thing by thing', async () => {
		await publishLogs(db.pool);
		expect((await verifyAudit(db.pool)).findings).toEqual([]);
		const { rows } = await db.pool.query(`
			SELECT (SELECT count(*)::int FROM change_log) AS changes,
				(SELECT count(*)::int FROM audit_entry WHERE verb = 'demo.load') AS entries,
				(SELECT count(*) FROM count_point) + (SELECT count(*) FROM event) + (SELECT count(*) FROM shelter) AS things,
				(SELECT count(*) FROM account) AS accounts, (SELECT count(*) FROM warning) AS warnings,
				(SELECT count(DISTINCT point_id) FROM stay) AS rosters, (SELECT count(*) FROM reporting_unit) AS units,
				(SELECT count(*) FROM report_adjustment) AS lines`);
		const [{ changes, entries, things, accounts, warnings, rosters, units, lines }] = rows as [Record<string, number>];
		expect(changes).toBe(things! + rosters! + units!);
		expect(entries).toBe(things! + accounts! + warnings! + units! + lines! + 1);
	});
});

describe('loading the demonstration', () => {
	it('leaves nothing when it is cut off, and mends at the next start', { timeout: 240_000 }, async () => {
		const other = await createTestDatabase();
		const into = openDatabase(other.url);
		try {
			await checkInstallation(into, county);
			await ensureCounty(into, county);
			// Whoever loads waits for this lock after having written much already; then its connection is killed.
			const blocker = await into.pool.connect();
			await blocker.query('BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0; LOCK TABLE township_total');
			const cut = loadDemo({
				db: into,
				countyCode: county,
				policies: new PolicyCache(into),
				keyring,
				committed: () => committed++
			});
			const failed = expect(cut).rejects.toThrow();
			for (let killed = 0; killed === 0;) {
				const { rows } = await into.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
					WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%township_total%'`);
				killed = rows.length;
				await new Promise((later) => setTimeout(later, 50));
			}
			await failed;
			await blocker.query('ROLLBACK');
			blocker.release();
			expect(await into.prisma.account.count()).toBe(0);
			expect(await into.prisma.countObservation.count()).toBe(0);
			expect(await load(county, into)).toBe(true);
			expect((await figures(into)).relocated).toBe(28_500);
		} finally {
			await into.close();
			await other.drop();
		}
	});

	it.each(['110101', '540121', '441302'])(
		'works for county %s with the same totals',
		{ timeout: 120_000 },
		async (code) => {
			const other = await createTestDatabase();
			const into = openDatabase(other.url);
			try {
				expect(await load(code, into)).toBe(true);
				expect(await figures(into)).toMatchObject({
					relocated: 28_500,
					sheltered: 3_000,
					sheltersOpen: 28,
					unreported: 0
				});
				expect((await rollUp(into, code)).figures).toMatchObject(REFERENCE);
				const { rows } = await into.pool.query<{ outside: number }>(
					`SELECT (SELECT count(*)::int FROM count_point WHERE left(area_code, 6) <> $1) AS outside,
					(SELECT count(*)::int FROM household WHERE left(home_code, 6) <> $1) AS "fromElsewhere",
					(SELECT count(*)::int FROM stay WHERE state = 'in') AS present`,
					[code]
				);
				expect(rows).toEqual([{ outside: 0, fromElsewhere: 0, present: 28_500 }]);
			} finally {
				await into.close();
				await other.drop();
			}
		}
	);
});
