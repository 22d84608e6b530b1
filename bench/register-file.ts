import exceljs from 'exceljs';
import { createWriteStream } from 'node:fs';
import type { PersonSecret } from '#domain/people/person.ts';
import { COLUMNS } from '#server/importers/people/columns.ts';
import { Crowd } from './crowd.ts';

/** A village of the county, as a register names it. */
export interface NamedVillage {
	township: string;
	village: string;
}

const IN_HOUSEHOLD = 4;
const RELATIONS = ['户主', '配偶', '子', '女'];
/** An old number, a passport and none among a hundred, as registers have them. */
const RARE = { passport: 33, none: 66 };

/** Rows of a register of twenty columns as a township keeps one: village by village, household by household. */
export function* registerRows(
	people: number,
	villages: readonly NamedVillage[],
	countyCode: string,
	seed = 20_260_112
) {
	const crowd = new Crowd(seed, countyCode);
	const households = Math.ceil(people / IN_HOUSEHOLD);
	let head: PersonSecret | null = null;
	for (let at = 0; at < people; at++) {
		const place = at % IN_HOUSEHOLD;
		const household = Math.floor(at / IN_HOUSEHOLD);
		const someone = crowd.next();
		if (place === 0) head = someone;
		const { township, village } = villages[Math.floor((household / households) * villages.length)]!;
		const [kind, number] = documentOf(at, someone);
		yield [
			String(household + 1),
			head!.name,
			RELATIONS[place],
			someone.name,
			kind,
			number,
			kind === '居民身份证' ? (Number(number[16]) % 2 === 1 ? '男' : '女') : '女',
			kind === '居民身份证' ? `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}` : '1958-03-21',
			someone.phone,
			township,
			village,
			`${1 + (household % 12)} 组 ${1 + (household % 97)} 号`,
			'',
			at % 40 === 7 ? '肢体三级' : '',
			at % 9 === 2 ? '高血压' : '',
			at % 9 === 2 ? '是' : '',
			at % 50 === 9 ? '行动不便，需要轮椅' : '',
			place === 0 ? '' : head!.name,
			place === 0 ? '' : head!.phone,
			at % 3 === 0 ? '否' : '是'
		];
	}
}

function documentOf(at: number, { document }: PersonSecret): [kind: string, number: string] {
	if (at % 100 === RARE.passport) return ['护照', `E${String(10_000_000 + at)}`];
	if (at % 100 === RARE.none) return ['无证件', ''];
	return ['居民身份证', document.kind === 'residentId' ? document.number : ''];
}

/** Writes such a register as Excel does: texts in a list of their own. */
export async function writeRegister(path: string, rows: Iterable<unknown[]>): Promise<void> {
	const stream = createWriteStream(path);
	const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: true, useStyles: false });
	const sheet = workbook.addWorksheet('人员');
	sheet.addRow(Object.values(COLUMNS).map(({ zh }) => zh)).commit();
	for (const row of rows) sheet.addRow(row).commit();
	sheet.commit();
	await workbook.commit();
}
