import { COLUMNS, type TemplateKey } from '#server/importers/people/columns.ts';
import { newId } from '#server/new-id.ts';
import { nextIdNumber } from '../stays/people.ts';

/** A row of a register: what is not given is empty. */
export type RegisterFields = Partial<Record<TemplateKey | 'areaCode' | 'diet', string>>;

const KEYS = [...(Object.keys(COLUMNS) as TemplateKey[]), 'areaCode', 'diet'] as const;
const HEADERS = [...Object.values(COLUMNS).map(({ zh }) => zh), '区划代码', '饮食禁忌'];

/** A register in CSV. */
export function registerCsv(rows: readonly RegisterFields[]): Buffer {
	const lines = rows.map((row) => KEYS.map((key) => `"${row[key] ?? ''}"`).join());
	return Buffer.from([HEADERS.join(), ...lines].join('\n'));
}

/** A head of a household in 白鹤铺镇, the first village there. */
export function headRow(over: RegisterFields = {}): RegisterFields {
	return {
		householdNo: newId().slice(-8),
		relation: '户主',
		name: '王小明',
		documentNumber: nextIdNumber(),
		township: '白鹤铺镇',
		village: '第1村',
		...over
	};
}

/** A file as the page sends it. */
export function registerForm(file: Buffer, fields: Readonly<Record<string, string>> = {}): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries({ fileName: '户册.csv', progressId: newId(), ...fields }))
		form.set(name, value);
	form.set('file', new Blob([new Uint8Array(file)]), '户册.csv');
	return form;
}
