import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { DOCUMENT_NAMES, documentNumber } from '#domain/people/identity-document.ts';
import { isAnonymised, NEED_NAMES, RELATION_NAMES, type Person } from '#domain/people/person.ts';
import { DESTINATION_NAMES } from '#domain/stays/commands.ts';
import type { Database } from '../db/database.ts';
import type { Keyring } from '../people/keyring.ts';
import { findHouseholdsOfEvent } from '../repositories/archive-facts.ts';
import { findAreas } from '../repositories/areas.ts';
import { findMembers } from '../repositories/people.ts';
import { findStayHistory, type StoredStay } from '../repositories/stay-history.ts';

/** The people of an event as a file for the archive. */
export interface ArchiveFile {
	bytes: Buffer;
	sha256: string;
	persons: number;
}

const PERSONS = [
	'户序号',
	'与户主关系',
	'姓名',
	'性别',
	'出生日期',
	'证件类型',
	'证件号码',
	'电话',
	'住址',
	'需要',
	'说明',
	'联系人',
	'联系人关系',
	'联系人电话',
	'可告知亲属'
];
const HOUSEHOLDS = ['户序号', '户编号', '户主', '人数', '区划代码', '户籍地'];
const STAYS = ['户序号', '姓名', '证件号码', '安置处所', '状态', '入住', '离开', '去向'];
const STATES = { in: '在住', sent: '转出途中', out: '已离开' } as const;
const HOUSEHOLDS_AT_ONCE = 300;

/** `2026-01-26 14:05` in Asia/Shanghai. */
const localTime = (moment: string | null) =>
	moment === null ? '' : new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/**
 * Writes what is known of the people of an event, unmasked, as a workbook: people, households, stays. It is written as
 * it is read, some hundred households at a time; only the packed file is held as a whole, and nothing is put on a disk.
 */
export async function writeExport(
	{ db, keyring }: { db: Database; keyring: Keyring },
	eventId: string
): Promise<ArchiveFile> {
	const { default: excel } = await import('exceljs');
	const chunks: Buffer[] = [];
	const hash = createHash('sha256');
	const stream = new Writable({
		write(chunk: Buffer, _, done) {
			chunks.push(chunk);
			hash.update(chunk);
			done();
		}
	});
	const workbook = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
	const sheetOf = (name: string, headers: readonly string[]) => {
		const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
		sheet.columns = headers.map((header) => ({
			width: header.length > 4 || /证件号码|住址|户编号/.test(header) ? 22 : 13
		}));
		const top = sheet.addRow([...headers]);
		top.font = { bold: true };
		top.commit();
		return sheet;
	};
	const sheets = [sheetOf('人员', PERSONS), sheetOf('家庭', HOUSEHOLDS), sheetOf('安置经历', STAYS)] as const;
	const add = (at: 0 | 1 | 2, cells: readonly (string | number)[]) => sheets[at].addRow([...cells]).commit();
	const areas = new Map((await findAreas(db.pool, '')).map(({ code, name }) => [code, name]));
	const homeName = (code: string) =>
		[...new Set([code.slice(0, 9), code])].flatMap((of) => areas.get(of) ?? []).join('');
	const ids = await findHouseholdsOfEvent(db.prisma, eventId);
	let persons = 0;
	for (let from = 0; from < ids.length; from += HOUSEHOLDS_AT_ONCE) {
		const page = ids.slice(from, from + HOUSEHOLDS_AT_ONCE);
		const families = new Map<string, Person[]>();
		for (const { person } of await findMembers(db.prisma, keyring, page))
			if (!isAnonymised(person))
				families.set(person.householdId, [...(families.get(person.householdId) ?? []), person]);
		const stays = await findStayHistory(
			db.prisma,
			[...families.values()].flat().map(({ id }) => id)
		);
		page.forEach((householdId, index) => {
			const members = headFirst(families.get(householdId) ?? []);
			const [head] = members;
			if (!head) return;
			const number = from + index + 1;
			const { homeCode } = head;
			add(1, [number, householdId, head.secret.name, members.length, homeCode, homeName(homeCode)]);
			for (const member of members) {
				add(0, [number, ...personCells(member)]);
				for (const stay of stays.get(member.id) ?? []) add(2, [number, ...stayCells(member, stay)]);
				persons++;
			}
		});
	}
	for (const sheet of sheets) sheet.commit();
	await workbook.commit();
	return { bytes: Buffer.concat(chunks), sha256: hash.digest('hex'), persons };
}

const headFirst = (members: readonly Person[]) =>
	[...members].sort((a, b) => Number(b.relation === 'head') - Number(a.relation === 'head') || (a.id < b.id ? -1 : 1));

function personCells({ relation, needs, mayBeFound, secret }: Person): string[] {
	const { name, sex, birthDate, document, phone, address, needNote, nextOfKin } = secret;
	return [
		RELATION_NAMES[relation].zh,
		name,
		sex === null ? '' : sex === 'male' ? '男' : '女',
		birthDate ?? '',
		DOCUMENT_NAMES[document.kind].zh,
		document.kind === 'none' ? document.reason : document.number,
		phone,
		address ?? '',
		needs.map((need) => NEED_NAMES[need].zh).join('、'),
		needNote,
		nextOfKin?.name ?? '',
		nextOfKin?.relation ?? '',
		nextOfKin?.phone ?? '',
		mayBeFound ? '是' : '否'
	];
}

function stayCells({ secret }: Person, { placeName, state, from, to, destination, toPlaceName }: StoredStay): string[] {
	const where = destination === null ? '' : DESTINATION_NAMES[destination].zh;
	return [
		secret.name,
		documentNumber(secret.document) ?? '',
		placeName,
		STATES[state],
		localTime(from),
		localTime(to),
		[where, toPlaceName ?? ''].filter(Boolean).join(' → ')
	];
}
