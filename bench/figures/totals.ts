import { figure, turnByTurn, type Figure } from '../figure.ts';
import { openStage } from '../stage.ts';

const PEOPLE = 1_000_000;

/** Totals by township over a million people counted: kept with the counts, against a GROUP BY over them. */
export async function totals(): Promise<Figure[]> {
	const stage = await openStage(500);
	const { pool } = stage.app.db;
	try {
		await pool.query(
			`INSERT INTO count_observation (id, point_id, kind, people, device_time, observed_at, received_at, account_id, account_name)
			SELECT gen_random_uuid(), ($1::uuid[])[1 + n % $2], 'count', 1, now(), now(), now(), $3, 'bench'
			FROM generate_series(0, $4 - 1) AS n`,
			[stage.pointIds, stage.pointIds.length, stage.actor.accountId, PEOPLE]
		);
		await pool.query('ANALYZE count_observation');
		const average = async (times: number, sql: string) => {
			const begun = performance.now();
			for (let turn = 0; turn < times; turn++) await pool.query(sql, [stage.eventId]);
			return (performance.now() - begun) / times;
		};
		const kept = () =>
			average(
				50,
				'SELECT township_code, sheltered + dispersed AS people FROM township_total WHERE event_id = $1 ORDER BY township_code'
			);
		const grouped = () =>
			average(
				2,
				`SELECT p.township_code, sum(o.people) AS people FROM count_observation o JOIN count_point p ON p.id = o.point_id
				WHERE p.event_id = $1 GROUP BY p.township_code ORDER BY p.township_code`
			);
		await kept();
		await grouped();
		const measured = await turnByTurn(5, kept, grouped);
		const note = 'totals by township over 1,000,000 people counted; live GROUP BY over the counts';
		return [figure('totals', { ...measured, unit: 'ms', note }, { most: 0.05 })];
	} finally {
		await stage.close();
	}
}
