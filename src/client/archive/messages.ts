import { defineMessages } from '../i18n/messages.svelte.ts';

export const messages = defineMessages({
	zh: {
		holdAction: '缓期匿名',
		until: '截止日',
		holdDone: '已缓期',
		releaseAction: '解除缓期',
		releaseHint: '解除后，到期的人员当日即自动匿名，不能恢复。',
		releaseDone: '已解除缓期'
	},
	en: {
		holdAction: 'Put off',
		until: 'Until',
		holdDone: 'Put off',
		releaseAction: 'End it',
		releaseHint: 'Whoever is due is then anonymised the same day, which cannot be undone.',
		releaseDone: 'The delay is ended'
	}
});
