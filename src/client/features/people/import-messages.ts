import { formatNumber as n } from '#client/i18n/format.ts';
import { defineMessages } from '#client/i18n/messages.svelte.ts';

const many = (count: number, one: string, more: string) => `${n(count)} ${count === 1 ? one : more}`;
const people = (count: number) => many(count, 'person', 'people');
const households = (count: number) => many(count, 'household', 'households');
const rows = (count: number) => many(count, 'row', 'rows');

export const importMessages = defineMessages({
	zh: {
		people: '人员',
		title: '导入户册',
		templateHint:
			'先下载模板填写，再上传。支持 XLSX 和 CSV（UTF-8 或 GB18030），不超过 24 MB、200,000 行。常见的户册列名也认识。',
		privacyHint: '文件只在核对和导入时读取，不在服务器上留存；导入的内容加密保存。',
		choose: '选择文件',
		uploading: '正在上传…',
		waiting: '前面还有一个文件在处理，请稍候…',
		reading: (count: number) => (count === 0 ? '正在读取…' : `正在核对，已读 ${n(count)} 人…`),
		writing: (count: number) => (count === 0 ? '正在导入…' : `正在导入，已处理 ${n(count)} 人…`),
		keepOpen: '请不要关闭本页。中途断开时，要么全部导入，要么一个也不导入，不会只导入一半。',
		summary: (total: number, fresh: number, homes: number) => `共 ${n(total)} 行：新登记 ${n(homes)} 户 ${n(fresh)} 人`,
		known: (count: number) => `${n(count)} 人已登记过，不重复登记，也不改动`,
		otherNames: (count: number) =>
			`其中 ${n(count)} 人的证件号码登记的是另一个姓名：请核对号码，可能是文件或登记册中有一处填错`,
		wrong: (count: number) => `${n(count)} 行有误，不能导入`,
		doubtful: (count: number) => `${n(count)} 行可以导入，但请留意提示`,
		before: (at: string, by: string) => `这个文件 ${at} 由 ${by} 导入过。再导入一次不会重复登记。`,
		hint: '有误的行请在文件中改正后重新上传；也可以只导入正确的行，其余以后再导，已导入的不会重复。',
		nothingNew: '文件里没有新的人员，不需要导入。',
		nothingValid: '没有可以导入的行，请按提示修改文件后重新上传。',
		issues: '有误或有提示的行',
		row: '行',
		household: '户编号',
		name: '姓名',
		document: '证件号码',
		place: '村（社区）',
		problems: '问题与改法',
		shown: (shown: number) => `显示前 ${n(shown)} 行；有误的在前`,
		knownTitle: '已登记过的人员',
		registeredAs: '登记为',
		sameName: '姓名相同',
		otherName: '姓名不同',
		elsewhere: '在辖区外登记',
		knownShown: (shown: number, total: number) => `显示 ${n(shown)} 人，共 ${n(total)} 人；姓名不同的在前`,
		importAll: (count: number) => `导入 ${n(count)} 人`,
		importValid: (count: number) => `只导入正确的 ${n(count)} 人`,
		imported: (homes: number, count: number) => `已导入 ${n(homes)} 户 ${n(count)} 人`,
		skipped: (count: number) => `${n(count)} 行有误，没有导入`,
		toPeople: '到人员页查找'
	},
	en: {
		people: 'People',
		title: 'Import a household register',
		templateHint:
			'Fill in the template first, then upload it. XLSX and CSV (UTF-8 or GB18030), up to 24 MB and 200,000 rows. Usual names of columns are understood too.',
		privacyHint:
			'The file is read only to check and import it and is not kept on the server; what is imported is encrypted.',
		choose: 'Choose a file',
		uploading: 'Uploading…',
		waiting: 'Another file is being worked on first; please wait…',
		reading: (count) => (count === 0 ? 'Reading…' : `Checking; ${people(count)} read so far…`),
		writing: (count) => (count === 0 ? 'Importing…' : `Importing; ${people(count)} done so far…`),
		keepOpen: 'Keep this page open. If it breaks off, either everything is imported or nothing; never half of it.',
		summary: (total, fresh, homes) => `${rows(total)}: ${people(fresh)} in ${households(homes)} will be registered`,
		known: (count) =>
			count === 1
				? '1 person is registered already and stays as registered'
				: `${people(count)} are registered already and stay as registered`,
		otherNames: (count) =>
			`of these, ${people(count)} ${count === 1 ? 'has' : 'have'} another name in the register: check the number; it may be wrong in the file or in the register`,
		wrong: (count) => `${rows(count)} ${count === 1 ? 'has' : 'have'} errors and cannot be imported`,
		doubtful: (count) => `${rows(count)} can be imported but ${count === 1 ? 'deserves' : 'deserve'} a look`,
		before: (at, by) => `${by} imported this very file on ${at}. Importing it again registers nobody twice.`,
		hint: 'Mend rows with errors in the file and upload it again; or import only the valid rows now and the others later: nobody is registered twice.',
		nothingNew: 'Nobody in the file is new; there is nothing to import.',
		nothingValid: 'No row can be imported. Mend the file and upload it again.',
		issues: 'Rows with errors or warnings',
		row: 'Row',
		household: 'Household',
		name: 'Name',
		document: 'Document number',
		place: 'Village',
		problems: 'What is wrong and how to mend it',
		shown: (shown) => `First ${rows(shown)}, those with errors on top`,
		knownTitle: 'Registered already',
		registeredAs: 'Registered as',
		sameName: 'Same name',
		otherName: 'Another name',
		elsewhere: 'Registered outside your area',
		knownShown: (shown, total) => `${n(shown)} of ${people(total)} shown, those with another name on top`,
		importAll: (count) => `Import ${people(count)}`,
		importValid: (count) => `Import only the ${people(count)} without errors`,
		imported: (homes, count) => `${people(count)} in ${households(homes)} imported`,
		skipped: (count) => `${rows(count)} had errors and ${count === 1 ? 'was' : 'were'} left out`,
		toPeople: 'Find people'
	}
});
