/** Vulnerable groups (重点对象), in the order of the civil-affairs rosters (practice). */
export const GROUPS = [
	'minimumLiving',
	'extremePoverty',
	'lowIncomeEdge',
	'orphan',
	'childInNeed',
	'severeDisability',
	'elderlyAlone',
	'veteranCare'
] as const;
export type Group = (typeof GROUPS)[number];

/** Names of the groups; the short ones stand beside a person's name. */
export const GROUP_NAMES: Record<Group, { zh: string; en: string; shortZh: string; shortEn: string }> = {
	minimumLiving: { zh: '低保对象', en: 'Minimum living allowance', shortZh: '低保', shortEn: 'Allowance' },
	extremePoverty: { zh: '特困人员', en: 'Extreme poverty', shortZh: '特困', shortEn: 'Extreme poverty' },
	lowIncomeEdge: { zh: '低保边缘', en: 'Low income, near the allowance', shortZh: '低保边缘', shortEn: 'Low income' },
	orphan: { zh: '孤儿', en: 'Orphan', shortZh: '孤儿', shortEn: 'Orphan' },
	childInNeed: { zh: '困境儿童', en: 'Child in need', shortZh: '困境儿童', shortEn: 'Child in need' },
	severeDisability: { zh: '重度残疾', en: 'Severe disability', shortZh: '重残', shortEn: 'Severe disability' },
	elderlyAlone: { zh: '高龄独居', en: 'Old and alone', shortZh: '高龄独居', shortEn: 'Old, alone' },
	veteranCare: { zh: '优抚对象', en: 'Veterans’ care', shortZh: '优抚', shortEn: 'Veterans’ care' }
};

/** The groups in the order of the list, each once. */
export function inOrder(groups: Iterable<string>): Group[] {
	const given = new Set<string>(groups);
	return GROUPS.filter((group) => given.has(group));
}
