import { defineMessages } from '#client/i18n/messages.svelte.ts';

export const messages = defineMessages({
	zh: {
		title: '我的账号',
		username: '账号',
		role: '岗位',
		area: '辖区',
		changePassword: '修改密码',
		setPin: '设置 PIN 码',
		changePin: '修改 PIN 码',
		opensOffline: '没有网络时，凭 PIN 码可以在这台平板上换班。',
		opensOfflineLater: '没有网络时还不能在这台平板上换班：有网络时在这里设置 PIN 码，或用 PIN 码登录一次即可。',
		devices: '已登录的设备',
		devicesHint: '不认识的设备请在所有设备上退出，并修改密码。',
		thisDevice: '本机',
		lastSeen: (age: string) => `${age}使用`,
		signedInAt: (time: string) => `${time} 登录`,
		until: (time: string) => `${time} 到期`,
		unknownBrowser: '未知浏览器',
		everywhere: '在所有设备上退出',
		everywhereHint: '包括本机在内，所有设备立即退出，需要重新登录。'
	},
	en: {
		title: 'My account',
		username: 'Account',
		role: 'Role',
		area: 'Area',
		changePassword: 'Change password',
		setPin: 'Set a PIN',
		changePin: 'Change the PIN',
		opensOffline: 'Without a network you can take over on this tablet with your PIN.',
		opensOfflineLater:
			'You cannot take over on this tablet without a network yet: set a PIN here, or sign in with it once, while there is one.',
		devices: 'Signed-in devices',
		devicesHint: 'If you do not know one of them, sign out everywhere and change your password.',
		thisDevice: 'This device',
		lastSeen: (age) => `used ${age}`,
		signedInAt: (time) => `signed in ${time}`,
		until: (time) => `until ${time}`,
		unknownBrowser: 'Unknown browser',
		everywhere: 'Sign out on all devices',
		everywhereHint: 'All devices, this one too, are signed out at once and have to sign in again.'
	}
});
