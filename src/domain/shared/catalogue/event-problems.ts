import type { CatalogueEntry } from './catalogue-entry.ts';

/** Events, shelters, counts, policy and warnings. */
export const EVENT_PROBLEMS = {
	eventClosed: { status: 409, zh: '该灾害事件已结案。', en: 'This event is closed.' },
	phaseNotNext: {
		status: 409,
		zh: '不能从“{fromZh}”进入“{toZh}”。',
		en: 'An event cannot go from “{fromEn}” to “{toEn}”.'
	},
	eventStillOpen: {
		status: 409,
		zh: '还有 {count} 个安置点未关闭，不能结案。',
		en: '{count} shelters are still open; close them first.'
	},
	shelterAlreadyOpen: {
		status: 409,
		zh: '“{name}”已为“{event}”启用，请先关闭。',
		en: '“{name}” is open for “{event}”; close it there first.'
	},
	shelterNotOpen: { status: 409, zh: '该安置点未启用或已关闭。', en: 'This shelter is not open.' },
	shelterRetired: { status: 409, zh: '该场所已停用。', en: 'This shelter is retired from the registry.' },
	peopleStillInside: {
		status: 409,
		zh: '安置点内还有 {people} 人，请先清点为 0 再关闭。',
		en: '{people} people are still inside; count to 0 before closing.'
	},
	countsStillDiffer: {
		status: 409,
		zh: '该安置点有不同的上报待核定，请先核定再关闭。',
		en: 'Counts of this shelter differ; settle them before closing.'
	},
	bandsExceedPeople: {
		status: 400,
		zh: '各年龄段合计 {sum} 人，多于总人数 {people} 人。',
		en: 'The age bands add up to {sum}, more than the {people} people counted.'
	},
	needExceedsPeople: {
		status: 400,
		zh: '“{need}”{count} 人，多于总人数 {people} 人。',
		en: '“{need}” is {count}, more than the {people} people counted.'
	},
	noDispute: { status: 409, zh: '该处没有待核定的不同上报。', en: 'There are no differing counts to settle here.' },
	invalidPolicy: {
		status: 400,
		zh: '参数的值不合要求，请按提示修改。',
		en: 'This value is not allowed; see the note beside it.'
	},
	invalidThresholds: {
		status: 400,
		zh: '启动标准有误，请按提示修改：{summary}',
		en: 'These thresholds contradict each other; see the notes beside them.'
	},
	adviceChanged: {
		status: 409,
		zh: '对照结果刚刚有变化，请看过最新的再决定；您填写的内容仍在。',
		en: 'The advice changed meanwhile. Look at the latest and decide again; what you typed is kept.'
	},
	warningDiffers: {
		status: 409,
		zh: '编号为 {identifier} 的预警已收到，内容与这份文件不同。请与发布单位核对；更正应以新编号的“更新”发布。',
		en: 'Message {identifier} has come already with other content. Ask its sender; a correction comes as an update with a number of its own.'
	},
	warningSignedAsOwn: {
		status: 409,
		zh: '这份文件署名为本县（{sender}），但不是从这里发布的，没有接收。请核对来源；本县的预警请在“本县发布”中发布。',
		en: 'This file is signed as the county itself ({sender}) but was not issued here, so it was not taken. Check where it comes from; the county’s own notices are issued under “Issued here”.'
	},
	noticeTimes: {
		status: 400,
		zh: '截止时间要晚于现在、生效时间和预计开始时间，请修改。',
		en: 'The notice must end later than now, than it takes effect and than the expected onset. Change the times.'
	},
	notOwnNotice: {
		status: 409,
		zh: '只能更新或解除本县发布的预警；其他单位的预警由其发布单位更新。',
		en: 'Only the county’s own notices are updated or cancelled here; others’ warnings are ended by who sent them.'
	},
	noticeEnded: {
		status: 409,
		zh: '这份预警已更新或解除，请打开最新的一份再操作。',
		en: 'This notice was replaced or cancelled already. Open the latest one.'
	},
	/** Said by the client itself, of what is kept on the device. */
	areaNotInEvent: {
		status: 409,
		zh: '这个单位不在该灾害事件的范围内；如受灾，请县值班员把它加入事件范围。',
		en: 'This unit lies outside the event. If it is struck, ask the county desk to include it.'
	}
} as const satisfies Record<string, CatalogueEntry>;
