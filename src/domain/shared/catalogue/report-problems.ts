import type { CatalogueEntry } from './catalogue-entry.ts';

/** Damage reports, indicators, adjustments and documents. */
export const REPORT_PROBLEMS = {
	reportEmpty: {
		status: 400,
		zh: '没有填写任何数字。没有灾情或没有变化，请用“零报告”。',
		en: 'No figure is filled in. If there is no damage or no change, file a zero report.'
	},
	reportNotZero: {
		status: 409,
		zh: '零报告表示数字没有变化，但数字有变；请核对后按新的数字上报。',
		en: 'A zero report says that nothing changed, yet figures differ. Check them and report the new figures.'
	},
	reportNothingToVerify: {
		status: 409,
		zh: '还没有报过灾情，不能核报；请先初报。',
		en: 'There is nothing to verify yet: file a first report.'
	},
	reportAlreadyVerified: {
		status: 409,
		zh: '这个单位已经核报；数字有误，请再次核报并说明原因。',
		en: 'This unit has verified its figures. If one is wrong, file a verified report again, with the reason.'
	},
	reportVerifiedAgain: {
		status: 400,
		zh: '这个单位已经核报；再次核报，请在说明里写明原因。',
		en: 'This unit has verified its figures: to do it again, say why in the note.'
	},
	reportFiguresChanged: {
		status: 409,
		zh: '汇总数字在您查看之后有变化，请核对最新数字后再上报。',
		en: 'The sums changed after you looked at them. Check the latest and file again.'
	},
	reportBreaksRules: {
		status: 400,
		zh: '有 {count} 处数字互相矛盾，改正后才能上报：{summary}',
		en: '{count} figures contradict each other; put them right first: {summary}'
	},
	reportNeedsReasons: {
		status: 400,
		zh: '有 {count} 处需要写明原因：{summary}',
		en: '{count} points need a written reason: {summary}'
	},
	reportDecided: {
		status: 409,
		zh: '这一期已有人审核，或已报来后一期；请看最新的一期。',
		en: 'Somebody decided on this report, or a later one came in. Look at the latest.'
	},
	reportHasEnded: {
		status: 409,
		zh: '县里已不再统计：{names}。请去掉这几项，核对后重新提交。',
		en: 'The county asks for this no more: {names}. Take it out, look the report over and file it again.'
	},
	indicatorUnknown: {
		status: 400,
		zh: '没有这个指标：{name}；请刷新后重试。',
		en: 'There is no such indicator: {name}. Load the page again and retry.'
	},
	indicatorNational: {
		status: 400,
		zh: '国家目录中的指标不能停用，只能停用地方指标。',
		en: 'Indicators of the national catalogue cannot be ended, only the county’s own.'
	},
	indicatorEnded: {
		status: 409,
		zh: '“{name}”已停用；需要再用，请另行增加一个。',
		en: '“{name}” has ended. If it is needed again, add a new one.'
	},
	indicatorHasParts: {
		status: 409,
		zh: '请先停用它的分项：{names}',
		en: 'End its parts first: {names}'
	},
	indicatorNameTaken: {
		status: 409,
		zh: '已有指标与“{name}”同名（中文或英文名称）；请换一个名称。',
		en: 'An indicator in use goes by this name already, in Chinese or in English: “{name}”. Choose another.'
	},
	indicatorOutgrows: {
		status: 400,
		zh: '“{name}”是实时值，会减少；它的分项也要是实时值。',
		en: '“{name}” is a figure of now and may fall; a part of it must be one too.'
	},
	indicatorsFull: {
		status: 409,
		zh: '在用的地方指标最多 {most} 个；请先停用不再需要的。',
		en: 'The county may ask for {most} indicators of its own at most; end one first.'
	},
	adjustmentLevel: {
		status: 400,
		zh: '只能调整乡镇或县的汇总数；村的数字请退回重报。',
		en: 'Only sums of a township or the county are adjusted; send a village’s report back instead.'
	},
	adjustmentNothing: { status: 400, zh: '调整数不能为 0。', en: 'An adjustment of 0 changes nothing.' },
	adjustmentOfShelters: {
		status: 409,
		zh: '这个数取自安置点登记，请到安置点更正人数。',
		en: 'This figure comes from the shelters: correct the count or the stays there.'
	},
	adjustmentPlaces: {
		status: 400,
		zh: '这项指标最多 {decimals} 位小数，请改调整数。',
		en: 'This indicator has {decimals} decimals at most.'
	},
	adjustmentBelowZero: {
		status: 400,
		zh: '现在是 {sum}，调整 {amount} 后会小于 0；请改小调整数。',
		en: 'The sum is {sum}; an adjustment of {amount} would take it below 0.'
	},
	reportBelowZero: {
		status: 409,
		zh: '通过后汇总会小于 0：{summary}。请先撤销或改动原来的调整；确要先通过的，请在报告下方勾选“已知道”再通过。',
		en: 'Accepting it takes sums below 0: {summary}. Take the adjustments back or change them first; to accept it before that, tick below the report that you know.'
	},
	adjustmentReversed: {
		status: 409,
		zh: '这一笔调整已经撤销，或本身就是撤销。',
		en: 'This adjustment was taken back already, or takes another back itself.'
	},
	documentBelowZero: {
		status: 409,
		zh: '{names}有小于 0 的数字：村报更正后，原来的调整已不合适。请在灾情报送里撤销或改调整，再起草。',
		en: '{names}: a figure is below 0, because a report was corrected after it was adjusted. Take the adjustment back or change it, then draft again.'
	},
	documentOutdated: {
		status: 409,
		zh: '起草之后数字有了变化，或同期已有人签发。请看过新的数字再签发；您写的文字仍在。',
		en: 'The figures changed since this was drafted, or somebody issued meanwhile. Look at the new figures and issue again; what you wrote is kept.'
	}
} as const satisfies Record<string, CatalogueEntry>;
