import { defineMessages } from '../i18n/messages.svelte.ts';

/** Words for choosing townships. */
export const messages = defineMessages({
	zh: {
		areas: '影响范围',
		areaTree: '从列表选择',
		areaMap: '从地图选择',
		areaMapHint: '点一下乡镇选中，再点一下取消'
	},
	en: {
		areas: 'Affected areas',
		areaTree: 'Pick in the list',
		areaMap: 'Pick on the map',
		areaMapHint: 'Tap a township to take it in, again to leave it out'
	}
});
