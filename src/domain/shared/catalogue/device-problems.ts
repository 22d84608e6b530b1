import type { CatalogueEntry } from './catalogue-entry.ts';

/** What was done on a device: its queue, its storage. */
export const DEVICE_PROBLEMS = {
	operationDamaged: {
		status: 400,
		zh: '这项操作在保存或传送中损坏，没有采用。请核对后重新填写。',
		en: 'This operation was damaged in storage or on the way and was not taken. Check it and enter it again.'
	},
	/** What is left of a stored rejection whose words can no longer be read. */
	/** A fault of the product that comes each time: those behind it must not wait for ever. */
	operationFailed: {
		status: 500,
		zh: '服务器多次处理这项操作都出错（编号 {requestId}），没有采用，内容仍在本机。请告诉管理员这个编号，稍后再提交。',
		en: 'The server failed on this each time (number {requestId}) and did not take it; it is kept on this device. Give the administrator the number and submit it again later.'
	},
	operationRefused: {
		status: 409,
		zh: '这项操作已被拒绝，没有采用。请核对后重新填写。',
		en: 'This operation was refused and was not taken. Check it and enter it again.'
	},
	deviceStorageFull: {
		status: 507,
		zh: '这台设备存储已满，这一条没有保存；填写的内容仍在。请清理设备存储后再保存。',
		en: 'This device’s storage is full; this was not saved. What you entered is still here: free some space and save again.'
	},
	deviceStorageTrouble: {
		status: 503,
		zh: '这台设备的存储暂时读写不了，正在自动重试；如果一再出现，请重新载入页面。',
		en: 'This device’s storage cannot be read or written for the moment; it is tried again. If it keeps failing, load the page again.'
	},
	deviceLocked: {
		status: 401,
		zh: '请先登录，再在这台设备上保存。',
		en: 'Sign in first; then it can be saved on this device.'
	},
	deviceRecordDamaged: {
		status: 409,
		zh: '这一条在设备上已损坏，无法读取和发送。请核对后重新填报，再放弃这一条。',
		en: 'This record is damaged on the device and cannot be read or sent. Check, enter it again, then give this one up.'
	},
	withdrawnTooLate: {
		status: 409,
		zh: '撤回之前县里已经收到这一条，撤回没有生效。如有错误请更正。',
		en: 'The county had received this before it was withdrawn, so it stands. If it was wrong, correct it.'
	}
} as const satisfies Record<string, CatalogueEntry>;
