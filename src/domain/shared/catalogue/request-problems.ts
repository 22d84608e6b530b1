import type { CatalogueEntry } from './catalogue-entry.ts';

/** What any request may meet: its form, its version, its size, the server’s state. */
export const REQUEST_PROBLEMS = {
	invalidInput: { status: 400, zh: '填写有误，请按提示修改：{summary}', en: 'Some fields need attention: {summary}' },
	notFound: {
		status: 404,
		zh: '没有找到，可能不在您的辖区内。',
		en: 'Not found; it may lie outside your area.'
	},
	outsideArea: {
		status: 403,
		zh: '所选地区不在您的辖区内：{codes}',
		en: 'These areas lie outside yours: {codes}'
	},
	unknownArea: { status: 400, zh: '没有这个区划代码：{codes}', en: 'No such division code: {codes}' },
	versionConflict: {
		status: 409,
		zh: '内容已被他人修改，请核对最新内容后再保存；您填写的内容仍在。',
		en: 'Someone changed this meanwhile. Check the latest content and save again; what you typed is kept.'
	},
	operationConflict: {
		status: 409,
		zh: '同一操作编号对应了不同的内容，请重新提交。',
		en: 'This operation id was used with other content. Submit again.'
	},
	alreadyExists: { status: 409, zh: '“{name}”已存在。', en: '“{name}” exists already.' },
	tooLarge: { status: 413, zh: '内容过大，上限为 {limit}。', en: 'Too large; the limit is {limit}.' },
	reasonRequired: { status: 400, zh: '请写明原因。', en: 'Give a reason.' },
	nothingToChange: { status: 409, zh: '内容没有变化。', en: 'Nothing would change.' },
	invalidFile: { status: 400, zh: '文件无法读取：{detailZh}', en: 'The file cannot be read: {detailEn}' },
	importHasErrors: {
		status: 409,
		zh: '有 {count} 行有误，请修改后重试，或选择只导入正确的行。',
		en: 'Rows with errors: {count}. Mend them, or import only the valid rows.'
	},
	fileHasProblems: {
		status: 409,
		zh: '文件中有 {count} 处读不懂，没有导入任何内容。第 {row} 行“{column}”：{detailZh}。',
		en: '{count} places of the file cannot be read; nothing was loaded. Row {row}, “{column}”: {detailEn}.'
	},
	searchTooShort: {
		status: 400,
		zh: '请多输入几个字：拼音首字母至少 2 个，号码尾数至少 4 位。',
		en: 'Type a little more: two initials at least, or four places of a number.'
	},
	/** The passing trouble of a tablet that was updated before its county. */
	serverOlder: {
		status: 503,
		zh: '服务器版本较旧，升级后会自动接收；您填写的内容仍在本机。',
		en: 'The server is an older version and will take this once it is updated. What you entered stays on this device.'
	},
	databaseUnavailable: {
		status: 503,
		zh: '数据库暂时连不上，您的内容没有丢，请稍后重试。',
		en: 'The database cannot be reached for the moment. What you entered is kept; try again shortly.'
	},
	diskFull: {
		status: 503,
		zh: '服务器磁盘已满：可以查看，暂不能保存。请联系管理员清理磁盘。',
		en: 'The server’s disk is full: reading works, saving does not. Ask the administrator to free space.'
	},
	/** Said by the client itself: the request did not reach the server, or its answer did not come back. */
	notConnected: {
		status: 503,
		zh: '未连接到服务器，您填写的内容仍在，请检查网络后重试。',
		en: 'Not connected to the server. What you entered is kept; check the network and try again.'
	},
	unknownFigure: {
		status: 400,
		zh: '正文花括号中的这些名称没有对应的数字：{names}。请从列出的名称中选用，或删去。',
		en: 'Nothing is known for these names in braces: {names}. Use one of those listed, or take them out.'
	},
	pageOutdated: {
		status: 409,
		zh: '这台设备上已有新版本，请重新载入页面后再操作。',
		en: 'A newer version is on this device. Load the page again and go on.'
	},
	serverBusy: { status: 503, zh: '服务器繁忙，请稍后重试。', en: 'The server is busy; try again shortly.' },
	noSuchProcedure: { status: 404, zh: '没有这个接口。', en: 'There is no such procedure.' },
	internal: {
		status: 500,
		zh: '服务器出错，已记录（编号 {requestId}）。请稍后重试或告诉管理员这个编号。',
		en: 'Something failed on the server and was recorded (number {requestId}). Try again, or give the administrator this number.'
	}
} as const satisfies Record<string, CatalogueEntry>;
