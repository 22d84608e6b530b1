import { nameOf, NATIONAL_INDICATORS, type IndicatorGroup } from '../reports/indicators.ts';
import { sayName } from './compare-issues.ts';
import type { DocumentFacts } from './facts.ts';

/** The texts of a bulletin that the desk may rewrite, with the headings they stand under. */
export const BULLETIN_TEXTS = {
	situation: '灾情概况',
	response: '应急处置情况',
	next: '下一步工作'
} as const;
export type BulletinTexts = Record<keyof typeof BULLETIN_TEXTS, string>;

/** What a bulletin tells of and tabulates; the whole catalogue is in the statistical table. */
export const BULLETIN_KEYS: readonly string[] = [
	'affected',
	'deaths',
	'missing',
	'injured',
	'relocatedTotal',
	'relocatedNow',
	'shelteredTotal',
	'shelteredNow',
	'dispersedTotal',
	'dispersedNow',
	'sheltersTotal',
	'sheltersNow',
	'needingEmergencyAidTotal',
	'needingTransitionalAid',
	'collapsedRooms',
	'collapsedHouseholds',
	'severelyDamagedRooms',
	'severelyDamagedHouseholds',
	'slightlyDamagedRooms',
	'cropAffectedArea',
	'cropDamagedArea',
	'cropDestroyedArea',
	'directEconomicLoss'
];

/** What is told even when it is none: silence about the dead would be read as not knowing. */
const TOLD_AT_ZERO: readonly string[] = ['affected', 'deaths', 'missing'];

/** The groups in their paragraphs, with what leads into them. */
const IN_SITUATION: readonly [IndicatorGroup, string][] = [
	['people', ''],
	['aid', ''],
	['housing', '房屋受损：'],
	['farming', '农业受损：'],
	['losses', '']
];

/** The first words of a bulletin, with the names of the figures in braces; only what is known is said. */
export function draftTexts(facts: DocumentFacts): BulletinTexts {
	const [whole] = facts.areas;
	const isSilent = !whole || whole.reported < whole.units;
	const beginning = `{开始时间}，{县名}发生{事件名称}。截至{截止时间}，应报灾情的{应报村数}村（社区）中，{已报村数}已报送`;
	const unreported = isSilent ? '，{未报村数}尚未报送，未报的不计入以下数字' : '';
	const groups = IN_SITUATION.flatMap(([group, lead]) => {
		const said = told(facts, group);
		return said.length === 0 ? [] : [`${lead}${said.join('，')}。`];
	});
	return {
		situation: [`${beginning}${unreported}。`, ...groups].join('\n'),
		response: responseText(facts),
		next: ''
	};
}

function responseText(facts: DocumentFacts): string {
	const { level } = facts.event;
	const standing = level === null ? '' : '{县名}救灾应急响应级别为{响应级别}，处于{所处阶段}阶段。';
	const relocated = told(facts, 'relocation');
	return [standing, relocated.length === 0 ? '' : `转移安置：${relocated.join('，')}。`].filter(Boolean).join('\n');
}

function told({ areas: [whole] }: DocumentFacts, wanted: IndicatorGroup): string[] {
	return NATIONAL_INDICATORS.filter(({ key, group }) => {
		const figure = whole?.figures[key];
		if (group !== wanted || !BULLETIN_KEYS.includes(key) || figure === undefined) return false;
		return figure !== '0' || TOLD_AT_ZERO.includes(key);
	}).map((indicator) => `${sayName(indicator.key)}{${nameOf(indicator).zh}}`);
}
