import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { NATIONAL_KEYS } from '#domain/reports/indicators.ts';
import { newId } from '#server/new-id.ts';
import { picks } from './crowd.ts';
import { inventFigures } from './invent-figures.ts';
import type { Stage } from './stage.ts';

const STARTED = Date.UTC(2026, 0, 12);
const DAY = 86_400_000;

const at = (day: number) => new Date(STARTED + day * DAY).toISOString();

/** Gives the county `villages` villages, each with an accepted report a day, and its townships and itself adjustments. */
export async function fillWithReports(stage: Stage, villages: number, days: number, adjustments: number) {
	const { eventId, actor, app } = stage;
	const { pool } = app.db;
	await pool.query(
		`WITH township AS (SELECT array_agg(code ORDER BY code) AS codes FROM area WHERE level = 'township'),
		missing AS (SELECT n, codes[1 + n % cardinality(codes)] AS code FROM township, generate_series(0,
			$1 - 1 - (SELECT count(*)::int FROM area WHERE level = 'village')) AS n)
		INSERT INTO area (code, parent_code, level, name, sort_order)
		SELECT code || (800 + n)::text, code, 'village', 'bench ' || n, 10000 + n FROM missing`,
		[villages]
	);
	const { rows } = await pool.query<{ code: string }>(
		`SELECT code FROM area WHERE level = 'village' ORDER BY code LIMIT $1`,
		[villages]
	);
	const pick = picks(20_260_112);
	const units: string[] = [];

	function* reports() {
		for (const { code } of rows) {
			let id = '';
			for (let day = 1; day <= days; day++) {
				id = newId();
				const own = [id, eventId, code, 'village', day, day === 1 ? 'first' : 'continued', 'f'];
				const content = [JSON.stringify(inventFigures(pick)), '{}', '[]', at(day), at(day), at(day)];
				const decided = ['accepted', at(day), actor.accountId, actor.name];
				yield `${[...own, ...content, actor.accountId, actor.name, 'VILLAGE', ...decided].join('\t')}\n`;
			}
			const latest = [id, 'continued', 'accepted', at(days), at(1), id, days];
			units.push(`${[eventId, code, 'village', code.slice(0, 9), days, ...latest].join('\t')}\n`);
		}
	}

	function* lines() {
		for (let line = 0; line < adjustments; line++) {
			const township = rows[pick(rows.length)]!.code.slice(0, 9);
			const [code, below] = line % 5 === 0 ? [actor.areaCode, '\\N'] : [township, township];
			const change = [NATIONAL_KEYS[pick(NATIONAL_KEYS.length)], pick(2) === 0 ? -3 : 12.5, 'bench'];
			yield `${[newId(), eventId, code, below, ...change, actor.accountId, actor.name, at(days)].join('\t')}\n`;
		}
	}

	const client = await pool.connect();
	const copy = (into: string, from: Iterable<string>) =>
		pipeline(Readable.from(from), client.query(copyFrom(`COPY ${into} FROM STDIN`)));
	try {
		await copy(
			`damage_report (id, event_id, area_code, level, number, kind, is_zero, figures, sources, reasons, device_time,
			observed_at, received_at, account_id, account_name, role, state, decided_at, decided_by, decided_by_name)`,
			reports()
		);
		await copy(
			`reporting_unit (event_id, area_code, level, township_code, reports, latest_id, latest_kind, latest_state,
			latest_at, first_at, accepted_id, version)`,
			units
		);
		await copy(
			'report_adjustment (id, event_id, area_code, township_code, indicator, amount, reason, account_id, account_name, at)',
			lines()
		);
		await client.query('VACUUM ANALYZE damage_report, reporting_unit, report_adjustment, area');
	} finally {
		client.release();
	}
}
