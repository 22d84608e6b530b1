import { defineMessages } from '../i18n/messages.svelte.ts';

export const messages = defineMessages({
	zh: {
		stepFile: '选择文件',
		stepCheck: '核对',
		stepDone: '完成',
		templateXlsx: '下载 XLSX 模板',
		templateCsv: '下载 CSV 模板',
		drop: '把文件拖到这里，或',
		choose: '选择文件',
		otherFile: '换一个文件',
		reading: '正在读取…',
		ignored: (names: string) => `这些列没有用到：${names}`,
		sheetOf: (name: string) => `工作表：${name}`,
		encodingOf: (name: string) => `编码：${name.toUpperCase()}`,
		row: '行',
		problems: '问题与改法',
		fine: '可以导入',
		shownRows: (shown: string, total: string) => `显示前 ${shown} 行，共 ${total} 行；有误的在前`,
		cancel: '取消',
		importMore: '再导入一个文件'
	},
	en: {
		stepFile: 'Choose a file',
		stepCheck: 'Check',
		stepDone: 'Done',
		templateXlsx: 'XLSX template',
		templateCsv: 'CSV template',
		drop: 'Drop the file here, or',
		choose: 'Choose a file',
		otherFile: 'Take another file',
		reading: 'Reading…',
		ignored: (names) => `Columns not used: ${names}`,
		sheetOf: (name) => `Sheet: ${name}`,
		encodingOf: (name) => `Encoding: ${name.toUpperCase()}`,
		row: 'Row',
		problems: 'What is wrong and how to mend it',
		fine: 'Can be imported',
		shownRows: (shown, total) => `First ${shown} of ${total} rows, those with errors on top`,
		cancel: 'Cancel',
		importMore: 'Import another file'
	}
});
