import type { MemberInput, Need } from '#domain/people/person.ts';
import { pick } from './choose.ts';
import type { PlannedMember } from './plan-household.ts';
import type { SeededRandom } from './seeded-random.ts';

const MEDICINES = ['每日降压药', '胰岛素', '每日降糖药', '抗凝药', '哮喘吸入剂', '抗癫痫药', '止痛药'];
const DIETS = ['低糖', '低盐', '清真', '流质', '素食', '海鲜过敏'];

/**
 * Needs of somebody of an age, besides those that follow from the age. Shares, assumptions all but the first: disabled
 * 2.7 % (holders of a disability certificate in the country), four times as many among old people as among children; a
 * chronic illness that needs care in 22 % of old people, 6 % from 45, 1 % below; seven in ten of them need medicine; 6 %
 * of women from 20 to 39 pregnant or lately delivered; a diet for 3 % of old people and 0.6 % of others.
 */
export function inventNeeds(
	random: SeededRandom,
	{ sex, age }: Pick<PlannedMember, 'sex' | 'age'>
): Pick<MemberInput, 'needs' | 'needNote'> {
	const isSo = (share: number) => random.next() < share;
	const needs: Need[] = [];
	if (sex === 'female' && age >= 20 && age < 40 && isSo(0.06)) needs.push('pregnant');
	if (isSo(age >= 60 ? 0.052 : age >= 18 ? 0.022 : 0.012)) needs.push('disabled');
	if (isSo(age >= 60 ? 0.22 : age >= 45 ? 0.06 : 0.01)) needs.push('chronic');
	const notes: string[] = [];
	if (isSo(needs.includes('chronic') ? 0.7 : needs.includes('disabled') ? 0.2 : 0.003)) {
		needs.push('medication');
		notes.push(pick(random, MEDICINES));
	}
	if (isSo(age >= 60 ? 0.03 : 0.006)) {
		needs.push('diet');
		notes.push(pick(random, DIETS));
	}
	return { needs, needNote: notes.join('；') };
}
