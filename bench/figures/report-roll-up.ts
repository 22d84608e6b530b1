import { rollUpByArea } from '#server/repositories/report-roll-up.ts';
import { sheltersRule } from '#server/trpc/reports/report-change.ts';
import { figure, turnByTurn, type Figure } from '../figure.ts';
import { fillWithReports } from '../fill-reports.ts';
import { openStage } from '../stage.ts';

const VILLAGES = 500;
const DAYS = 30;
const ADJUSTMENTS = 30;
const ROUNDS = 20;

/** By hand: the latest accepted figures and the adjustments by indicator, for the county and each township. */
const BY_HAND = {
	name: 'roll-up-by-hand',
	text: `WITH said AS (
		SELECT u.township_code AS code, f.key, f.value::numeric AS amount
		FROM reporting_unit u JOIN damage_report r ON r.id = u.accepted_id, jsonb_each_text(r.figures) AS f
		WHERE u.event_id = $1 AND u.level = 'village'
		UNION ALL SELECT township_code, indicator, amount FROM report_adjustment WHERE event_id = $1)
	SELECT CASE WHEN GROUPING(code) = 1 THEN $2 ELSE code END AS code, key, trim_scale(sum(amount))::text AS figure
	FROM said GROUP BY GROUPING SETS ((key), (code, key)) HAVING GROUPING(code) = 1 OR code IS NOT NULL`
};

/** The county's figures and its townships' from 500 villages, against one statement written by hand. */
export async function reportRollUp(): Promise<Figure[]> {
	const stage = await openStage(100);
	const { app, eventId, actor } = stage;
	try {
		await fillWithReports(stage, VILLAGES, DAYS, ADJUSTMENTS);
		const own = () => rollUpByArea(app.db.prisma, eventId, actor.areaCode, sheltersRule(app));
		const byHand = async () => {
			const values = [eventId, actor.areaCode];
			const { rows } = await app.db.pool.query<{ code: string; key: string; figure: string }>({ ...BY_HAND, values });
			return rows;
		};
		const tree = await own();
		const said = [tree.own, ...tree.below].flatMap(({ areaCode, figures }) =>
			figures.map(({ key, figure }) => `${areaCode} ${key} ${figure}`)
		);
		const written = (await byHand()).map(({ code, key, figure }) => `${code} ${key} ${figure}`);
		if (said.sort().join() !== written.sort().join()) throw new Error('the two ways give different figures');
		const inMs = async (work: () => Promise<unknown>) => {
			const begun = performance.now();
			await work();
			return performance.now() - begun;
		};
		const measured = await turnByTurn(
			ROUNDS,
			() => inMs(own),
			() => inMs(byHand)
		);
		const note = `${VILLAGES} villages × 66 indicators × ${DAYS} days, ${tree.below.length} townships, ${said.length} equal figures; one statement by hand with pg`;
		return [figure('report-roll-up', { ...measured, unit: 'ms', note }, { most: 1.5 })];
	} finally {
		await stage.close();
	}
}
