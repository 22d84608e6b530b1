import type { FigureKey } from '#domain/counts/figures.ts';
import { defineMessages } from '../i18n/messages.svelte.ts';

/** Names of the figures, short enough for a tile, and what each counts. */
export const messages = defineMessages({
	zh: {
		relocated: '转移安置',
		sheltered: '集中安置',
		dispersed: '分散安置',
		sheltersOpen: '启用安置点',
		freePlaces: '还可安置',
		overCapacity: '超员',
		silent: '久未上报',
		disputed: '待核定',
		inTrouble: '需关注',
		unreported: '分散未报',
		relocatedMeaning: '集中安置与分散安置人数之和',
		shelteredMeaning: '已启用安置点内的人数',
		dispersedMeaning: '投亲靠友、租住等分散安置的人数，按村统计',
		sheltersOpenMeaning: '已启用、未关闭的安置点',
		freePlacesMeaning: '已知容量的安置点还可安置的人数',
		overCapacityMeaning: '人数多于容量的安置点',
		silentMeaning: '超过规定时间没有上报的安置点',
		disputedMeaning: '上报人数不一致、等待值班员核定的地点',
		inTroubleMeaning: '状态为黄色或红色的安置点',
		unreportedMeaning: '还没有报过分散安置人数的村，与灾情报告无关；不等于零',
		people: '人',
		places: '处',
		villages: '个村',
		allEvents: '全部事件',
		noResponse: '未启动响应',
		levelOf: (level: string) => `${level}级响应`,
		runsFor: (duration: string) => `已持续 ${duration}`,
		neverHeard: '从未上报',
		notReported: '未报'
	},
	en: {
		relocated: 'Relocated',
		sheltered: 'In shelters',
		dispersed: 'Dispersed',
		sheltersOpen: 'Shelters open',
		freePlaces: 'Free places',
		overCapacity: 'Over capacity',
		silent: 'Silent',
		disputed: 'To settle',
		inTrouble: 'In trouble',
		unreported: 'Not counted',
		relocatedMeaning: 'People in shelters and dispersed together',
		shelteredMeaning: 'People in open shelters',
		dispersedMeaning: 'People with relatives or in rent, by village',
		sheltersOpenMeaning: 'Shelters opened and not closed',
		freePlacesMeaning: 'People that shelters of known capacity can still take',
		overCapacityMeaning: 'Shelters with more people than places',
		silentMeaning: 'Shelters not heard of for longer than the policy allows',
		disputedMeaning: 'Places whose reports differ and wait for the desk to settle',
		inTroubleMeaning: 'Shelters in amber or red condition',
		unreportedMeaning:
			'Villages that have not reported dispersed people, whatever damage reports they sent; not the same as zero',
		people: 'people',
		places: 'places',
		villages: 'villages',
		allEvents: 'All events',
		noResponse: 'No response declared',
		levelOf: (level) => `Response level ${level}`,
		runsFor: (duration) => `running for ${duration}`,
		neverHeard: 'never heard',
		notReported: 'not reported'
	}
});

/** What a figure counts: people, places, or villages. */
export const FIGURE_UNITS = {
	relocated: 'people',
	sheltered: 'people',
	dispersed: 'people',
	sheltersOpen: 'places',
	freePlaces: 'people',
	overCapacity: 'places',
	silent: 'places',
	disputed: 'places',
	inTrouble: 'places',
	unreported: 'villages'
} as const satisfies Record<FigureKey, 'people' | 'places' | 'villages'>;

/** The figures in the order of the desk: people, room, and what asks to be looked at. */
export const FIGURE_ORDER = [
	'relocated',
	'sheltered',
	'dispersed',
	'sheltersOpen',
	'freePlaces',
	'overCapacity',
	'silent',
	'disputed',
	'inTrouble',
	'unreported'
] as const satisfies readonly FigureKey[];

/** Figures of which anything above zero asks to be looked at. */
export const CONCERNS: ReadonlySet<FigureKey> = new Set([
	'overCapacity',
	'silent',
	'disputed',
	'inTrouble',
	'unreported'
]);

/** Response levels as they are written. */
export const LEVEL_SIGNS: Readonly<Record<number, string>> = { 1: 'Ⅰ', 2: 'Ⅱ', 3: 'Ⅲ', 4: 'Ⅳ' };
