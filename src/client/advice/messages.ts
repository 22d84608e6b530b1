import { defineMessages } from '../i18n/messages.svelte.ts';

/** Words of thresholds and of the advice that follows from them. */
export const messages = defineMessages({
	zh: {
		plus: ' + ',
		shareOf: (measure: string, population: string) => `${measure}占${population}的比例`,
		atLeast: (number: string, unit: string) => `${number} ${unit}以上`,
		range: (from: string, to: string, unit: string) => `${from} ${unit}以上、${to} ${unit}以下`,
		levelOf: (level: string) => `${level}级`,
		noLevel: '未启动',
		lineReached: (advised: string, declared: string) => `灾情数字已达${advised}启动标准，现为${declared}`,
		why: '查看依据'
	},
	en: {
		plus: ' + ',
		shareOf: (measure, population) => `${measure}, share of: ${population}`,
		atLeast: (number, unit) => `${number} ${unit} or more`,
		range: (from, to, unit) => `${from} ${unit} or more, fewer than ${to}`,
		levelOf: (level) => `Level ${level}`,
		noLevel: 'no response',
		lineReached: (advised, declared) => `Figures have reached ${advised}; declared: ${declared}`,
		why: 'Evidence'
	}
});
