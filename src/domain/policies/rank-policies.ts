import { z } from 'zod';
import type { PolicyEntry } from './policy-entry.ts';

const POINTS = { zh: '分', en: 'points' };
const COUNTY = { zh: '县级工作惯例：先老弱病残，后一般群众', en: 'County practice: the weakest first' };

/** A weight in the order of relocation lists, shelter needs and case review. */
const weight = (zh: string, en: string, points: number) =>
	({
		schema: z.int().min(0).max(100),
		default: points,
		unit: POINTS,
		name: { zh: `排序权重：${zh}`, en: `Rank: ${en}` },
		meaning: {
			zh: '越大越靠前；先比重点对象，再比需要。0 表示不参与排序。',
			en: 'The higher, the further ahead; groups go before needs. 0 counts for nothing.'
		},
		source: 'practice',
		basis: COUNTY
	}) as const satisfies PolicyEntry;

/** How much each vulnerable group and each need counts when people are put in order (practice). */
export const RANK_POLICIES = {
	rankElderlyAlone: weight('高龄独居', 'old and alone', 90),
	rankSevereDisability: weight('重度残疾', 'severe disability', 90),
	rankExtremePoverty: weight('特困人员', 'extreme poverty', 80),
	rankOrphan: weight('孤儿', 'orphans', 70),
	rankChildInNeed: weight('困境儿童', 'children in need', 60),
	rankMinimumLiving: weight('低保对象', 'minimum living allowance', 40),
	rankVeteranCare: weight('优抚对象', 'veterans’ care', 40),
	rankLowIncomeEdge: weight('低保边缘', 'low income', 20),
	rankNeedPregnant: weight('孕产妇', 'pregnant', 50),
	rankNeedInfant: weight('婴幼儿', 'infants', 50),
	rankNeedDisabled: weight('残疾', 'disabled', 50),
	rankNeedMedication: weight('需用药', 'medicine', 40),
	rankNeedElderly: weight('老人', 'elderly', 30),
	rankNeedChronic: weight('慢性病', 'chronic illness', 30),
	rankNeedDiet: weight('饮食禁忌', 'special diet', 0)
} as const;
