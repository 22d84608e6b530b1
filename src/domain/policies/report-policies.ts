import { z } from 'zod';
import type { PolicyEntry } from './policy-entry.ts';

const MINUTES = { zh: '分钟', en: 'minutes' };
const HOURS = { zh: '小时', en: 'hours' };
const PERCENT = { zh: '%', en: '%' };
const LOCAL_LIMITS = {
	zh: '地方报送时限：村 1 小时、乡镇 1.5 小时、县 2 小时',
	en: 'Local limits: village 1 h, township 1.5 h, county 2 h'
};

const whole = (min: number, max: number) => z.int().min(min).max(max);

const firstReport = (of: { zh: string; en: string }, minutes: number) => ({
	schema: whole(10, 2880),
	default: minutes,
	unit: MINUTES,
	name: { zh: `${of.zh}初报时限`, en: `First report of a ${of.en} within` },
	meaning: { zh: '自灾害开始起算；到时未报，列为逾期。', en: 'From the start of the disaster; after that it is late.' },
	source: 'local' as const,
	basis: LOCAL_LIMITS
});

/** Deadlines and checks of damage reports. */
export const REPORT_POLICIES = {
	villageFirstReportMinutes: firstReport({ zh: '村', en: 'village' }, 60),
	townshipFirstReportMinutes: firstReport({ zh: '乡镇', en: 'township' }, 90),
	countyFirstReportMinutes: firstReport({ zh: '县', en: 'county' }, 120),
	continuedReportHours: {
		schema: whole(1, 168),
		default: 24,
		unit: HOURS,
		name: { zh: '续报间隔', en: 'Continued report at least every' },
		meaning: {
			zh: '灾情稳定前，距上一期超过这段时间没有续报（含零报告），列为逾期。',
			en: 'Until the situation is stable, a unit without a report (a zero report counts) for longer is late.'
		},
		source: 'law',
		basis: {
			zh: '自然灾害情况统计调查制度：稳定前每 24 小时至少一次',
			en: 'National statistics rules: at least once in 24 h until stable'
		}
	},
	verifiedReportDays: {
		schema: whole(1, 60),
		default: 2,
		unit: { zh: '天', en: 'days' },
		name: { zh: '核报时限', en: 'Verified report within' },
		meaning: {
			zh: '灾情稳定（事件转入过渡安置）后，各单位应在这些天内核报。',
			en: 'Once the event has passed to transitional settlement, each unit verifies its figures within these days.'
		},
		source: 'practice',
		basis: { zh: '县 2 天、市 3 天、省 5 天', en: 'County 2, city 3, province 5 days' }
	},
	swingPercent: {
		schema: whole(5, 1000),
		default: 50,
		unit: PERCENT,
		name: { zh: '数据波动须说明', en: 'Swings to be explained above' },
		meaning: {
			zh: '同一指标与上一期相比，增减超过这个比例，须书面说明原因。',
			en: 'A figure that changes by more than this share since the report before needs a written reason.'
		},
		source: 'local',
		basis: { zh: '本系统约定', en: 'This product’s choice' }
	},
	swingAtLeast: {
		schema: whole(1, 10_000),
		default: 10,
		unit: { zh: '（按指标单位）', en: '(in the unit of the figure)' },
		name: { zh: '小幅波动免说明', en: 'Swings never explained below' },
		meaning: {
			zh: '增减不到这个数的，比例再大也不要求说明。',
			en: 'Changes smaller than this need no reason, whatever their share.'
		},
		source: 'local',
		basis: { zh: '本系统约定', en: 'This product’s choice' }
	},
	takeSheltersCounts: {
		schema: whole(0, 2),
		default: 1,
		unit: {
			zh: '（0 不采用，1 采用实时值，2 实时值和累计值都采用）',
			en: '(0 no, 1 those of now, 2 those of now and so far)'
		},
		name: { zh: '安置人数采用安置点的数', en: 'Sheltered people by the shelters' },
		meaning: {
			zh: '采用时，全县集中安置人数、安置点数的实时值取自安置点（登记姓名的取住宿记录，其余取清点数）；累计值也采用时，曾在安置点住过的人多于各村所报之和的，取安置点的数。不采用时取各村所报之和。两个数都显示。',
			en: 'If so, the county’s figures of people and shelters now come from the shelters: from their stays where names are kept, else from their counts. If those so far too, everybody who ever was in a shelter counts where that is more than the villages report. Else the villages’ reports count. Both are shown.'
		},
		source: 'local',
		basis: { zh: '本系统约定', en: 'This product’s choice' }
	}
} as const satisfies Record<string, PolicyEntry>;
