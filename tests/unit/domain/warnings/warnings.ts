import type { Warning, WarningInfo } from '#domain/warnings/warning.ts';

/** What a warning says, with what a test is about. */
export const infoOf = (more: Partial<WarningInfo> = {}): WarningInfo => ({
	language: 'zh-CN',
	categories: ['Met'],
	event: '暴雪',
	responses: ['Prepare'],
	urgency: 'Expected',
	severity: 'Severe',
	certainty: 'Likely',
	effective: '2026-01-12T00:00:00.000Z',
	onset: null,
	expires: '2026-01-13T00:00:00.000Z',
	senderName: '祁东县气象台',
	headline: '暴雪橙色预警',
	description: '',
	instruction: '',
	web: '',
	contact: '',
	eventCodes: [],
	parameters: [],
	areas: [],
	...more
});

/** A warning, with what a test is about. */
export const warningOf = (identifier: string, more: Partial<Warning> = {}): Warning => ({
	identifier,
	sender: 'qidong@example.cn',
	sent: '2026-01-12T00:00:00.000Z',
	status: 'Actual',
	messageType: 'Alert',
	scope: 'Public',
	note: '',
	references: [],
	infos: [infoOf()],
	...more
});
