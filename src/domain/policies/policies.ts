import { z } from 'zod';
import type { PolicyEntry } from './policy-entry.ts';
import { ARCHIVE_POLICIES } from './archive-policies.ts';
import { DEVICE_POLICIES } from './device-policies.ts';
import { REPORT_POLICIES } from './report-policies.ts';
import { RANK_POLICIES } from './rank-policies.ts';

interface Words {
	zh: string;
	en: string;
}

const M2: Words = { zh: '平方米/人', en: 'm² a person' };
const MINUTES: Words = { zh: '分钟', en: 'minutes' };
const PERCENT: Words = { zh: '%', en: '%' };
const TIMES: Words = { zh: '次', en: 'times' };
const PEOPLE: Words = { zh: '人', en: 'people' };
const LITRES: Words = { zh: '升/人·日', en: 'litres a person a day' };

const SECONDARY: Words = { zh: '应急安置通行做法', en: 'Common practice in shelters' };
const COUNTY: Words = { zh: '县级工作惯例', en: 'County practice' };

const whole = (min: number, max: number) => z.int().min(min).max(max);

/** Every parameter a county may set: how it is checked, what it means, and where its default comes from. */
export const POLICIES = {
	spacePerPersonM2: {
		schema: z.number().min(1.5).max(50).multipleOf(0.1),
		default: 3.5,
		unit: M2,
		name: { zh: '人均避灾面积', en: 'Covered space per person' },
		meaning: {
			zh: '由建筑面积折算可安置人数；修改后所有场所的可安置人数随即重算。',
			en: 'Turns floor area into places; a change recomputes every shelter at once.'
		},
		source: 'practice',
		basis: {
			zh: '通行做法 3.5 平方米；GB 21734 要求大于 1.5 平方米',
			en: 'Practice 3.5 m²; GB 21734 asks for more than 1.5 m²'
		}
	},
	staleAfterMinutes: {
		schema: whole(15, 2880),
		default: 240,
		unit: MINUTES,
		name: { zh: '失联时限', en: 'Silent after' },
		meaning: {
			zh: '安置点超过这段时间没有上报，列入催报名单。',
			en: 'A shelter that has said nothing for longer goes onto the call list.'
		},
		source: 'practice',
		basis: COUNTY
	},
	disputeWindowMinutes: {
		schema: whole(1, 1440),
		default: 30,
		unit: MINUTES,
		name: { zh: '不同上报并列时限', en: 'Differing counts within' },
		meaning: {
			zh: '同一安置点在此时间内的两次不同上报并列显示，由值班员核定。',
			en: 'Two different counts of a place within this time are shown side by side for the desk to settle.'
		},
		source: 'local',
		basis: { zh: '本系统约定', en: 'This product’s choice' }
	},
	missedRollCalls: {
		schema: whole(1, 10),
		default: 2,
		unit: TIMES,
		name: { zh: '连续点名未到', en: 'Roll-calls missed in a row' },
		meaning: {
			zh: '连续这么多次点名未到的人，列为“待寻找”；点名本身不会办理离开。',
			en: 'Who misses so many in a row is shown as to be looked for; a roll-call itself checks nobody out.'
		},
		source: 'local',
		basis: { zh: '本系统约定', en: 'This product’s choice' }
	},
	reunionAsksPerHour: {
		schema: whole(1, 500),
		default: 30,
		unit: TIMES,
		name: { zh: '每小时寻亲查询', en: 'Questions for relatives an hour' },
		meaning: {
			zh: '每个账号一小时内最多代亲属查询这么多次，防止逐个试探谁在册。',
			en: 'An account may ask for relatives so often in an hour, so that nobody tries out who is registered.'
		},
		source: 'local',
		basis: { zh: '本系统约定', en: 'This product’s choice' }
	},
	amberOccupancyPercent: {
		schema: whole(10, 200),
		default: 80,
		unit: PERCENT,
		name: { zh: '偏满预警线', en: 'Filling up from' },
		meaning: { zh: '入住率达到此线，安置点显示为黄色。', en: 'From this occupancy on a shelter is drawn amber.' },
		source: 'practice',
		basis: COUNTY
	},
	redOccupancyPercent: {
		schema: whole(10, 300),
		default: 100,
		unit: PERCENT,
		name: { zh: '超员线', en: 'Over capacity above' },
		meaning: { zh: '入住率超过此线，安置点显示为红色。', en: 'Above this occupancy a shelter is drawn red.' },
		source: 'practice',
		basis: COUNTY
	},
	waterLitresPerPersonDay: {
		schema: z.number().min(7.5).max(100).multipleOf(0.5),
		default: 15,
		unit: LITRES,
		name: { zh: '人均日用水量', en: 'Water per person and day' },
		meaning: { zh: '测算安置点用水需求；最低 7.5 升。', en: 'For a shelter’s need of water; 7.5 litres is the floor.' },
		source: 'practice',
		basis: SECONDARY
	},
	peoplePerToilet: {
		schema: whole(1, 200),
		default: 20,
		unit: PEOPLE,
		name: { zh: '每个厕位服务人数', en: 'People per toilet' },
		meaning: { zh: '测算安置点所需厕位。', en: 'For how many toilets a shelter needs.' },
		source: 'practice',
		basis: SECONDARY
	},
	peoplePerTap: {
		schema: whole(1, 2000),
		default: 250,
		unit: PEOPLE,
		name: { zh: '每个取水点服务人数', en: 'People per tap' },
		meaning: { zh: '测算安置点所需取水点。', en: 'For how many taps a shelter needs.' },
		source: 'practice',
		basis: SECONDARY
	},
	peoplePerHelper: {
		schema: whole(1, 500),
		default: 20,
		unit: PEOPLE,
		name: { zh: '每名工作人员服务人数', en: 'People per helper' },
		meaning: { zh: '测算安置点所需工作人员。', en: 'For how many helpers a shelter needs.' },
		source: 'local',
		basis: COUNTY
	},
	largeShelterPeople: {
		schema: whole(1, 10_000),
		default: 200,
		unit: PEOPLE,
		name: { zh: '大型安置点人数', en: 'Large shelter above' },
		meaning: {
			zh: '不超过此人数配医务、民警各 1 名，超过则各 2 名。',
			en: 'Up to this number one medic and one police officer, above it two of each.'
		},
		source: 'local',
		basis: COUNTY
	},
	...REPORT_POLICIES,
	...ARCHIVE_POLICIES,
	...DEVICE_POLICIES,
	...RANK_POLICIES
} as const satisfies Record<string, PolicyEntry>;

export type PolicyKey = keyof typeof POLICIES;
export const POLICY_KEYS = Object.keys(POLICIES) as [PolicyKey, ...PolicyKey[]];

/** The values in force. */
export type Policies = Record<PolicyKey, number>;

/** A version of a parameter as stored; the highest version of a key is in force. */
export interface PolicyRow {
	key: string;
	version: number;
	value: unknown;
}

/** Whether a text names a parameter. */
export function isPolicyKey(key: string): key is PolicyKey {
	return Object.hasOwn(POLICIES, key);
}

/** The values in force: the highest stored version of each key, else its default. Unknown keys are passed over. */
export function effectivePolicies(rows: readonly PolicyRow[]): Policies {
	const values = Object.fromEntries(POLICY_KEYS.map((key) => [key, POLICIES[key].default])) as Policies;
	const versions = new Map<string, number>();
	for (const { key, version, value } of rows) {
		if (!isPolicyKey(key) || version <= (versions.get(key) ?? 0)) continue;
		versions.set(key, version);
		values[key] = POLICIES[key].schema.parse(value);
	}
	return values;
}
