import { defineMessages } from '#client/i18n/messages.svelte.ts';

export const messages = defineMessages({
	zh: {
		pageTitle: '登记设备 · 安澜',
		title: '登记这台设备',
		hint: '把这台平板登记到安置点。登记之后，工作人员可以用 PIN 码换班。',
		code: '登记码',
		codeHint: '值班室屏幕上的 10 位登记码，字母不分大小写',
		enrol: '登记',
		enrolling: '正在登记…',
		done: (name: string, shelter: string) => `已登记：${name} · ${shelter}`,
		toSignIn: '不登记，去登录'
	},
	en: {
		pageTitle: 'Enrol this device · Anlan',
		title: 'Enrol this device',
		hint: 'Binds this tablet to a shelter. Staff can then change shifts with a PIN.',
		code: 'Code',
		codeHint: 'The 10 characters on the desk’s screen; capitals do not matter',
		enrol: 'Enrol',
		enrolling: 'Enrolling…',
		done: (name, shelter) => `Enrolled: ${name} · ${shelter}`,
		toSignIn: 'Sign in without enrolling'
	}
});
