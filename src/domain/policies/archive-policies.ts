import { z } from 'zod';
import type { PolicyEntry } from './policy-entry.ts';

/** What becomes of people's data after an event. */
export const ARCHIVE_POLICIES = {
	personalDataDaysAfterClose: {
		schema: z.int().min(30).max(3650),
		default: 180,
		unit: { zh: '天', en: 'days' },
		name: { zh: '结案后保存个人信息', en: 'Personal data kept after an event' },
		meaning: {
			zh: '事件结案满这些天，且已导出存档，安置人员的个人信息即自动匿名，统计数不变；缓期的除外。',
			en: 'So long after an event was closed, and once it was exported for the file, its people are anonymised by themselves; the counts stay. Holds keep them longer.'
		},
		source: 'local',
		basis: {
			zh: '个人信息保护法第十九条：保存期限为实现目的所必要的最短时间；天数由县定',
			en: 'Personal Information Protection Law, Art. 19: no longer than the purpose needs; the county sets the days'
		}
	}
} as const satisfies Record<string, PolicyEntry>;
