import { defineMessages } from '#client/i18n/messages.svelte.ts';

export const messages = defineMessages({
	zh: {
		indicator: '指标',
		difference: '增减',
		blank: '未填',
		same: '两期数据相同',
		nothing: '两期都没有数据',
		showSame: (count: number) => `显示没有变化的 ${count} 项`,
		hideSame: '只看变化',
		falls: '累计值减少',
		changed: (count: number) => `${count} 项有变化`,
		first: '初报',
		continued: '续报',
		verified: '核报',
		left: (due: string, time: string) => `${due}还有 ${time}`,
		late: (due: string, time: string) => `${due}已逾期 ${time}`,
		owesNothing: '目前不欠报'
	},
	en: {
		indicator: 'Indicator',
		difference: 'Change',
		blank: 'blank',
		same: 'Both reports have the same figures',
		nothing: 'Neither report has figures',
		showSame: (count) => `Show ${count} without change`,
		hideSame: 'Changes only',
		falls: 'A running total fell',
		changed: (count) => (count === 1 ? '1 figure changed' : `${count} figures changed`),
		first: 'First report',
		continued: 'Next report',
		verified: 'Verified report',
		left: (due, time) => `${due} due in ${time}`,
		late: (due, time) => `${due} overdue by ${time}`,
		owesNothing: 'Nothing owed for now'
	}
});
