import type { WarningState } from '#domain/warnings/warning-state.ts';
import type { Warning, WarningInfo } from '#domain/warnings/warning.ts';
import type { Tone } from '#client/ui/tone.ts';

type Words = Readonly<{ zh: string; en: string }>;

/** Severities of the standard with the colours that China's services give them. */
export const SEVERITIES: Readonly<Record<WarningInfo['severity'], Words & { tone: Tone }>> = {
	Extreme: { zh: '红色 · 特别严重', en: 'Red · extreme', tone: 'trouble' },
	Severe: { zh: '橙色 · 严重', en: 'Orange · severe', tone: 'trouble' },
	Moderate: { zh: '黄色 · 较重', en: 'Yellow · moderate', tone: 'attention' },
	Minor: { zh: '蓝色 · 一般', en: 'Blue · minor', tone: 'info' },
	Unknown: { zh: '等级未知', en: 'Severity unknown', tone: 'neutral' }
};

export const STATES: Readonly<Record<WarningState, Words & { tone: Tone }>> = {
	inForce: { zh: '生效中', en: 'In force', tone: 'attention' },
	future: { zh: '尚未生效', en: 'Not yet in force', tone: 'info' },
	replaced: { zh: '已更新', en: 'Replaced', tone: 'neutral' },
	cancelled: { zh: '已解除', en: 'Cancelled', tone: 'good' },
	expired: { zh: '已过期', en: 'Expired', tone: 'neutral' },
	notActual: { zh: '演练或测试', en: 'Exercise or test', tone: 'neutral' }
};

export const MESSAGE_TYPES: Readonly<Record<Warning['messageType'], Words>> = {
	Alert: { zh: '发布', en: 'Alert' },
	Update: { zh: '更新', en: 'Update' },
	Cancel: { zh: '解除', en: 'Cancellation' },
	Ack: { zh: '确认', en: 'Acknowledgement' },
	Error: { zh: '撤回', en: 'Error' }
};

export const URGENCIES: Readonly<Record<WarningInfo['urgency'], Words>> = {
	Immediate: { zh: '立即', en: 'Immediate' },
	Expected: { zh: '一小时内', en: 'Within the hour' },
	Future: { zh: '近期', en: 'In the near future' },
	Past: { zh: '已过去', en: 'Past' },
	Unknown: { zh: '未知', en: 'Unknown' }
};

export const CATEGORIES: Readonly<Record<WarningInfo['categories'][number], Words>> = {
	Met: { zh: '气象与洪水', en: 'Weather and flood' },
	Geo: { zh: '地质与地震', en: 'Geological' },
	Fire: { zh: '火灾', en: 'Fire' },
	Env: { zh: '环境与生态', en: 'Environment' },
	Health: { zh: '公共卫生', en: 'Public health' },
	Transport: { zh: '交通', en: 'Transport' },
	Infra: { zh: '供电供水等设施', en: 'Utilities' },
	Rescue: { zh: '救援', en: 'Rescue' },
	Safety: { zh: '公共安全', en: 'Public safety' },
	Security: { zh: '社会安全', en: 'Security' },
	CBRNE: { zh: '危险品与核生化爆', en: 'Hazardous materials' },
	Other: { zh: '其他', en: 'Other' }
};

export const CERTAINTIES: Readonly<Record<WarningInfo['certainty'], Words>> = {
	Observed: { zh: '已出现', en: 'Observed' },
	Likely: { zh: '很可能', en: 'Likely' },
	Possible: { zh: '可能', en: 'Possible' },
	Unlikely: { zh: '不大可能', en: 'Unlikely' },
	Unknown: { zh: '未知', en: 'Unknown' }
};

const LANGUAGES: ReadonlyMap<string, string> = new Map([
	['zh', '中文'],
	['en', 'English']
]);

/** A language by its own name, as its speakers look for it: 中文, English; its code where it is none of these. */
export function languageName(code: string): string {
	const [language = ''] = code.toLowerCase().split('-');
	return LANGUAGES.get(language) ?? code;
}
