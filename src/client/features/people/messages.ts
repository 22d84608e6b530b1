import { defineMessages } from '#client/i18n/messages.svelte.ts';

export const messages = defineMessages({
	zh: {
		product: '安澜',
		title: '人员',
		registerTitle: '登记家庭',
		registerAction: '登记这一户',
		registered: (people: number) => `已登记一户 ${people} 人`,
		view: '查看'
	},
	en: {
		product: 'Anlan',
		title: 'People',
		registerTitle: 'Register a household',
		registerAction: 'Register this household',
		registered: (people) => `A household of ${people} is registered`,
		view: 'View'
	}
});
