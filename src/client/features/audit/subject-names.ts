import type { SubjectType } from '#domain/audit/subject-types.ts';
import { HEAD_GROUPS } from '#domain/counts/count-point.ts';
import { SYSTEM_ACTOR } from '#domain/access/system-actor.ts';

interface Words {
	zh: string;
	en: string;
}

/** What an entry can be about. */
export const SUBJECT_NAMES: Readonly<Record<SubjectType, Words>> = {
	event: { zh: '灾害事件', en: 'Event' },
	shelter: { zh: '避灾场所', en: 'Shelter' },
	countPoint: { zh: '清点', en: 'Count' },
	person: { zh: '人员', en: 'Person' },
	household: { zh: '家庭', en: 'Household' },
	stayConflict: { zh: '人员冲突', en: 'Conflict of people' },
	reunionRequest: { zh: '寻亲', en: 'Search for a relative' },
	roster: { zh: '名册', en: 'Roster' },
	rosterEntry: { zh: '名册条目', en: 'Roster entry' },
	relocationList: { zh: '转移名单', en: 'Relocation list' },
	relocationHousehold: { zh: '转移家庭', en: 'Household to relocate' },
	account: { zh: '账号', en: 'Account' },
	session: { zh: '登录会话', en: 'Session' },
	device: { zh: '设备', en: 'Device' },
	policy: { zh: '政策参数', en: 'Policy' },
	indicator: { zh: '地方指标', en: 'Local indicator' },
	thresholdSet: { zh: '响应启动标准', en: 'Response thresholds' },
	area: { zh: '区划', en: 'Area' },
	file: { zh: '文件', en: 'File' },
	archiveRun: { zh: '个人信息匿名', en: 'Anonymising' },
	damageReport: { zh: '灾情报告', en: 'Damage report' },
	reportAdjustment: { zh: '汇总调整', en: 'Adjustment of a sum' },
	warning: { zh: '预警', en: 'Warning' },
	document: { zh: '灾情文书', en: 'Document' },
	historyImport: { zh: '历年灾情导入', en: 'Import of statistics' },
	historyName: { zh: '历年灾情名称', en: 'Name in the statistics' },
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
	personId: { zh: '人员编号', en: 'Person' },
	personIds: { zh: '人员编号', en: 'People' },
	householdId: { zh: '家庭编号', en: 'Household' },
	newHeadId: { zh: '新户主', en: 'New head of household' },
	relation: { zh: '与户主关系', en: 'Relation to the head' },
	homeCode: { zh: '家住（区划代码）', en: 'Home (area code)' },
	toPointId: { zh: '去往安置点', en: 'To shelter' },
	stayPointId: { zh: '先登记的安置点', en: 'First shelter' },
	claimPointId: { zh: '后登记的安置点', en: 'Later shelter' },
	pointId: { zh: '安置点', en: 'Shelter' },
	results: { zh: '结果', en: 'Results' },
	outcome: { zh: '结果', en: 'Outcome' },
	verdict: { zh: '核定', en: 'Verdict' },
	changed: { zh: '更正的内容', en: 'What was put right' },
	keepsNamesAt: { zh: '按实名统计自', en: 'Counts by names since' },
	difference: { zh: '相差', en: 'Difference' },
	mayBeFound: { zh: '可以告知', en: 'May be told' },
	day: { zh: '日期', en: 'Day' },
	meal: { zh: '餐次', en: 'Meal' },
	served: { zh: '份数', en: 'Served' },
	special: { zh: '特殊饮食', en: 'Special diet' },
	correctsId: { zh: '更正的记录', en: 'Record put right' },
	said: { zh: '上报的进展', en: 'Reported progress' },
	state: { zh: '进展', en: 'Progress' },
	isDisputed: { zh: '说法不一', en: 'Words differ' },
	until: { zh: '截至', en: 'Until' },
	exportId: { zh: '导出编号', en: 'Export' },
	persons: { zh: '人数', en: 'People' },
	households: { zh: '户数', en: 'Households' },
	entries: { zh: '条数', en: 'Entries' },
	fileName: { zh: '文件名', en: 'File name' },
	mode: { zh: '导入方式', en: 'Mode' },
	deviceName: { zh: '设备名称', en: 'Device' },
	invitationId: { zh: '绑定码编号', en: 'Invitation' },
	queueId: { zh: '设备队列', en: 'Queue' },
	from: { zh: '从', en: 'From' },
	to: { zh: '到', en: 'To' },
	codes: { zh: '区划代码', en: 'Area codes' },
	isSchematic: { zh: '示意', en: 'Schematic' },
	lng: { zh: '经度', en: 'Longitude' },
	lat: { zh: '纬度', en: 'Latitude' },
	source: { zh: '来源', en: 'Source' },
	ageBands: { zh: '年龄段', en: 'Age bands' },
	needs: { zh: '特殊需要', en: 'Needs' },
	...HEAD_GROUPS
};

/** What an entry is about, in words; a name that a later version wrote stays as it is. */
export function subjectKind(type: string, locale: 'zh' | 'en'): string {
	return Object.entries(SUBJECT_NAMES).find(([known]) => known === type)?.[1][locale] ?? type;
}

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
