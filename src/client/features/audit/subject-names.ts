import { HEAD_GROUPS } from '#domain/counts/count-point.ts';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';

interface Words {
	zh: string;
	en: string;
}

/** What an entry can be about. */
export const SUBJECT_NAMES: Readonly<Record<string, Words>> = {
	event: { zh: '灾害事件', en: 'Event' },
	shelter: { zh: '避灾场所', en: 'Shelter' },
	countPoint: { zh: '清点', en: 'Count' },
	account: { zh: '账号', en: 'Account' },
	session: { zh: '登录会话', en: 'Session' },
	device: { zh: '设备', en: 'Device' },
	policy: { zh: '政策参数', en: 'Policy' },
	area: { zh: '区划', en: 'Area' },
	file: { zh: '文件', en: 'File' },
	installation: { zh: '系统', en: 'System' }
};

const FIELD_NAMES: Readonly<Record<string, Words>> = {
	name: { zh: '名称', en: 'Name' },
	username: { zh: '账号', en: 'Account' },
	displayName: { zh: '姓名', en: 'Name' },
	role: { zh: '岗位', en: 'Role' },
	areaCode: { zh: '区划代码', en: 'Area code' },
	areaCodes: { zh: '涉及地区', en: 'Areas' },
	townshipCode: { zh: '乡镇代码', en: 'Township code' },
	disabledAt: { zh: '停用时间', en: 'Disabled' },
	people: { zh: '人数', en: 'People' },
	observed: { zh: '上报', en: 'Report' },
	observedAt: { zh: '观察时间', en: 'Observed' },
	observationId: { zh: '上报编号', en: 'Observation' },
	disputeIds: { zh: '待核定上报', en: 'Differing reports' },
	condition: { zh: '状况', en: 'Condition' },
	conditionReason: { zh: '状况原因', en: 'Reason of condition' },
	capacity: { zh: '可安置人数', en: 'Places' },
	capacityOverride: { zh: '指定可安置人数', en: 'Places set by hand' },
	floorAreaM2: { zh: '建筑面积', en: 'Floor area' },
	address: { zh: '地址', en: 'Address' },
	kind: { zh: '类型', en: 'Kind' },
	phase: { zh: '阶段', en: 'Phase' },
	level: { zh: '响应级别', en: 'Level' },
	description: { zh: '说明', en: 'Description' },
	contactName: { zh: '联系人', en: 'Contact' },
	contactPhone: { zh: '联系电话', en: 'Telephone' },
	services: { zh: '服务设施', en: 'Services' },
	value: { zh: '值', en: 'Value' },
	version: { zh: '版本', en: 'Version' },
	openedAt: { zh: '启用时间', en: 'Opened' },
	closedAt: { zh: '关闭时间', en: 'Closed' },
	startedAt: { zh: '发生时间', en: 'Started' },
	retiredAt: { zh: '停用时间', en: 'Retired' },
	locale: { zh: '语言', en: 'Language' },
	userAgent: { zh: '浏览器', en: 'Browser' },
	sessions: { zh: '退出的登录', en: 'Sessions ended' },
	sessionsEnded: { zh: '退出的登录', en: 'Sessions ended' },
	lng: { zh: '经度', en: 'Longitude' },
	lat: { zh: '纬度', en: 'Latitude' },
	source: { zh: '来源', en: 'Source' },
	ageBands: { zh: '年龄段', en: 'Age bands' },
	needs: { zh: '特殊需要', en: 'Needs' },
	...HEAD_GROUPS
};

/** A path such as `observed.people` in words, part by part; a part without words stays as it is. */
export function fieldName(path: string, locale: 'zh' | 'en'): string {
	return path
		.split('.')
		.map((part) => FIELD_NAMES[part]?.[locale] ?? part)
		.join(' · ');
}

/** Who did it: the person's name, or the server itself. */
export function actorName({ accountName }: { accountName: string }, locale: 'zh' | 'en'): string {
	return accountName === SYSTEM_ACTOR.name ? (locale === 'zh' ? '系统' : 'System') : accountName;
}
