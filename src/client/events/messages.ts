import { defineMessages } from '#client/i18n/messages.svelte.ts';

export const messages = defineMessages({
	zh: {
		event: '灾害事件',
		noEvent: '现在没有灾害事件'
	},
	en: {
		event: 'Event',
		noEvent: 'There is no event now'
	}
});
