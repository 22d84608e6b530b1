import type { CountyThreshold, Threshold, ThresholdSet } from './threshold.ts';

const PLAN = { zh: '国家自然灾害救助应急预案（国办函〔2024〕11号）一级响应', en: 'National plan of 2024, Level Ⅰ' };

const national = (id: string, measure: Threshold['measure'], atLeast: string, zh: string, en: string): Threshold => ({
	id: `national-1-${id}`,
	scope: 'national',
	source: 'law',
	level: 1,
	measure,
	atLeast,
	below: null,
	basis: { zh: `${PLAN.zh}：${zh}`, en: `${PLAN.en}: ${en}` }
});

/**
 * Level Ⅰ of the national plan (law, 国办函〔2024〕11号), said of one province in one disaster: a county whose own
 * figures reach it has reached it for its province. "以上" includes the number.
 */
export const NATIONAL_THRESHOLDS: readonly Threshold[] = [
	national(
		'dead-missing',
		{ of: 'sum', keys: ['deaths', 'missing'] },
		'200',
		'一省死亡和失踪 200 人以上',
		'200 or more dead and missing in a province'
	),
	national(
		'people',
		{ of: 'sum', keys: ['relocatedTotal', 'needingEmergencyAidTotal'] },
		'2000000',
		'一省紧急转移安置和需紧急生活救助 200 万人以上',
		'2,000,000 or more relocated and in need of emergency aid'
	),
	national(
		'rooms',
		{ of: 'sum', keys: ['collapsedRooms', 'severelyDamagedRooms'] },
		'300000',
		'一省倒塌和严重损坏房屋 30 万间以上',
		'300,000 or more rooms collapsed and severely damaged'
	),
	national(
		'households',
		{ of: 'sum', keys: ['collapsedHouseholds', 'severelyDamagedHouseholds'] },
		'100000',
		'一省倒塌和严重损坏房屋 10 万户以上',
		'100,000 or more households with collapsed and severely damaged dwellings'
	),
	national(
		'drought-share',
		{ of: 'share', keys: ['needingDroughtAidTotal'], base: 'provinceFarming' },
		'30',
		'因旱需政府救助人数占该省农牧业人口 30% 以上',
		'30 % or more of the province’s farming population in need of aid in a drought'
	),
	national(
		'drought',
		{ of: 'sum', keys: ['needingDroughtAidTotal'] },
		'4000000',
		'因旱需政府救助 400 万人以上',
		'4,000,000 or more in need of aid in a drought'
	)
];

const LOCAL = { zh: '县级预案示例，Ⅱ级', en: 'Example of a county’s plan, Level Ⅱ' };

const county = (
	id: string,
	keys: CountyThreshold['measure']['keys'],
	range: [string, string],
	zh: string,
	en: string
) => ({
	id: `county-2-${id}`,
	level: 2,
	measure: { of: 'sum' as const, keys },
	atLeast: range[0],
	below: range[1],
	basis: { zh: `${LOCAL.zh}：${zh}`, en: `${LOCAL.en}: ${en}` }
});

/** What stands until a county enters its own plan (local): one county's Level Ⅱ. "以下" excludes the number. */
export const DEFAULT_THRESHOLDS: ThresholdSet = {
	thresholds: [
		county('dead', ['deaths'], ['5', '10'], '死亡 5 人以上 10 人以下', '5 or more but fewer than 10 dead'),
		county(
			'relocated',
			['relocatedTotal'],
			['1200', '2000'],
			'紧急转移安置 1200 人以上 2000 人以下',
			'1,200 or more but fewer than 2,000 relocated'
		),
		county(
			'rooms',
			['collapsedRooms', 'severelyDamagedRooms'],
			['500', '1000'],
			'倒塌和严重损坏房屋 500 间以上 1000 间以下',
			'500 or more but fewer than 1,000 rooms collapsed and severely damaged'
		),
		county(
			'households',
			['collapsedHouseholds', 'severelyDamagedHouseholds'],
			['200', '400'],
			'倒塌和严重损坏房屋 200 户以上 400 户以下',
			'200 or more but fewer than 400 households'
		)
	],
	populations: { provinceFarming: null, countyFarming: null },
	showsNational: true
};

/** All thresholds that figures are compared with: the county's and the national ones. */
export function thresholdsOf(set: ThresholdSet): Threshold[] {
	const own = set.thresholds.map((one): Threshold => ({ ...one, scope: 'county', source: 'local' }));
	return [...own, ...NATIONAL_THRESHOLDS];
}
