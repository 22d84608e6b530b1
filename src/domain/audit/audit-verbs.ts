import type { Verb } from '../access/can.ts';

interface Words {
	zh: string;
	en: string;
}

/** What the trail can say was done, beyond the verbs of the permission table. */
const FURTHER = {
	'session.signIn': { zh: '登录', en: 'Signed in' },
	'session.revoke': { zh: '退出登录', en: 'Signed out' },
	'account.create': { zh: '新建账号', en: 'Account created' },
	'account.edit': { zh: '修改账号', en: 'Account edited' },
	'account.disable': { zh: '停用账号', en: 'Account disabled' },
	'account.enable': { zh: '恢复账号', en: 'Account enabled' },
	'account.resetPassword': { zh: '重置密码', en: 'Password reset' },
	'account.revokeSessions': { zh: '强制退出', en: 'Sessions revoked' },
	'account.changePassword': { zh: '修改密码', en: 'Password changed' },
	'account.setPin': { zh: '设置 PIN 码', en: 'PIN set' },
	'account.setLocale': { zh: '切换语言', en: 'Language changed' },
	'device.enrol': { zh: '登记设备', en: 'Device enrolled' },
	'reunion.read': { zh: '查看寻亲询问', en: 'Question for a relative read' },
	'reunion.reply': { zh: '回复寻亲人', en: 'Asker answered' },
	'archive.anonymise': { zh: '个人信息匿名', en: 'Personal data anonymised' },
	'archive.release': { zh: '解除缓期匿名', en: 'Hold on anonymising ended' },
	'warning.update': { zh: '更新本县预警', en: 'County notice updated' },
	'warning.cancel': { zh: '解除本县预警', en: 'County notice cancelled' },
	'relocation.putBack': { zh: '放回转移名单', en: 'Put back on a relocation list' },
	'demo.load': { zh: '载入演示数据', en: 'Demonstration loaded' }
} as const satisfies Record<string, Words>;

const OF_PERMISSIONS: Partial<Record<Verb, Words>> = {
	'area.loadShapes': { zh: '载入区划边界', en: 'Boundaries loaded' },
	'event.open': { zh: '启动灾害事件', en: 'Event opened' },
	'event.edit': { zh: '修改灾害事件', en: 'Event edited' },
	'event.setLevel': { zh: '调整响应级别', en: 'Response level set' },
	'event.setPhase': { zh: '转换阶段', en: 'Phase changed' },
	'event.close': { zh: '灾害事件结案', en: 'Event closed' },
	'shelter.register': { zh: '登记避灾场所', en: 'Shelter registered' },
	'shelter.edit': { zh: '修改避灾场所', en: 'Shelter edited' },
	'shelter.retire': { zh: '停用避灾场所', en: 'Shelter retired' },
	'shelter.import': { zh: '导入避灾场所', en: 'Shelters imported' },
	'shelter.open': { zh: '启用安置点', en: 'Shelter opened' },
	'shelter.close': { zh: '关闭安置点', en: 'Shelter closed' },
	'shelter.setCondition': { zh: '标注安置点状况', en: 'Shelter condition set' },
	'shelter.readContact': { zh: '查看联系方式', en: 'Contact details read' },
	'count.submit': { zh: '上报人数', en: 'Count submitted' },
	'count.correct': { zh: '更正人数', en: 'Count corrected' },
	'count.settle': { zh: '核定人数', en: 'Counts settled' },
	'household.register': { zh: '登记家庭', en: 'Household registered' },
	'person.unmask': { zh: '查看人员完整信息', en: 'Person shown in full' },
	'person.edit': { zh: '更正人员信息', en: 'Person’s record put right' },
	'person.merge': { zh: '合并重复登记', en: 'Records merged' },
	'person.setPhoto': { zh: '更换照片', en: 'Photo set' },
	'household.change': { zh: '变更家庭成员', en: 'Household changed' },
	'reunion.ask': { zh: '代亲属寻人', en: 'Asked for a relative' },
	'reunion.deliver': { zh: '转达口信', en: 'Message delivered' },
	'stay.checkIn': { zh: '入住登记', en: 'Checked in' },
	'stay.checkOut': { zh: '离开登记', en: 'Checked out' },
	'stay.transfer': { zh: '转点', en: 'Transferred' },
	'stay.settle': { zh: '核定人员所在', en: 'Whereabouts settled' },
	'stay.rollCall': { zh: '点名', en: 'Roll called' },
	'stay.callNames': { zh: '查看点名名单', en: 'Names shown for a roll-call' },
	'stay.serveMeal': { zh: '登记用餐', en: 'Meal entered' },
	'stay.keepNames': { zh: '改变统计方式', en: 'Counting by names changed' },
	'person.import': { zh: '导入户册', en: 'Household register imported' },
	'roster.import': { zh: '导入重点对象名册', en: 'Roster imported' },
	'roster.seek': { zh: '查找名册中的人员', en: 'People of a roster looked for' },
	'roster.decide': { zh: '确认名册人员', en: 'Roster entry decided' },
	'relocation.make': { zh: '编制转移名单', en: 'Relocation list made' },
	'relocation.assign': { zh: '安排转移', en: 'Relocation assigned' },
	'relocation.strike': { zh: '划出转移名单', en: 'Struck off a relocation list' },
	'relocation.tick': { zh: '勾销转移', en: 'Relocation ticked' },
	'relocation.showNames': { zh: '查看转移名单全名', en: 'Names of a relocation list shown' },
	'device.invite': { zh: '发出设备登记码', en: 'Device code given out' },
	'device.edit': { zh: '修改设备', en: 'Device changed' },
	'device.revoke': { zh: '停用设备', en: 'Device revoked' },
	'device.explainGap': { zh: '说明缺失的操作', en: 'Missing operations explained' },
	'archive.export': { zh: '导出个人信息存档', en: 'Personal data exported for the file' },
	'archive.hold': { zh: '缓期匿名', en: 'Anonymising put off' },
	'report.file': { zh: '报送灾情', en: 'Damage reported' },
	'report.decide': { zh: '审核灾情报告', en: 'Damage report decided' },
	'report.adjust': { zh: '调整灾情汇总', en: 'Sum adjusted' },
	'warning.take': { zh: '接收预警', en: 'Warning taken in' },
	'warning.issue': { zh: '发布本县预警', en: 'County notice issued' },
	'document.issue': { zh: '签发灾情文书', en: 'Document issued' },
	'history.import': { zh: '导入历年灾情', en: 'Statistics imported' },
	'history.mapName': { zh: '指明名称对应', en: 'Name mapped' },
	'policy.change': { zh: '修改政策参数', en: 'Policy changed' },
	'threshold.change': { zh: '修改响应启动标准', en: 'Response thresholds changed' },
	'indicator.add': { zh: '增加地方指标', en: 'Local indicator added' },
	'indicator.end': { zh: '停用地方指标', en: 'Local indicator ended' }
};

/** Every verb an entry of the trail may carry. */
export type AuditVerb = Verb | keyof typeof FURTHER;

/** The verbs that change something, with their names, for the filter of the trail. */
export const AUDIT_VERB_NAMES: Readonly<Record<string, Words>> = { ...OF_PERMISSIONS, ...FURTHER };
