import type { RowIssue } from '#domain/imports/row-issue.ts';
import { checkDocument, documentKey, documentNumber, type CheckedDocument } from '#domain/people/identity-document.ts';
import { PersonName, type Need, type PersonSecret, type Relation } from '#domain/people/person.ts';
import { ageBandOn, type AgeBand } from '#domain/people/age-band.ts';
import { needsOf } from '#domain/people/register-household.ts';
import { line } from '#domain/shared/fields.ts';
import { describeProblem } from '#domain/shared/problems.ts';
import { Phone } from '#domain/shelters/contact.ts';
import type { PlaceIndex } from '../place-index.ts';
import { readDay, readDocumentKind, readRelation, readSex, readYes } from './read-words.ts';
import type { RowReader } from './row-reader.ts';

/** Somebody of a register's file, ready to be registered. */
export interface CheckedMember {
	row: number;
	relation: Relation;
	needs: Need[];
	mayBeFound: boolean;
	/** On the day it is taken in. */
	ageBand: AgeBand | null;
	/** See `documentKey`; null without a document. */
	key: string | null;
	secret: PersonSecret;
}

/** A row of the file, read. */
export interface CheckedRow {
	number: number;
	householdNo: string;
	areaCode: string | null;
	/** Known also where the row has errors: a household without its head is not taken in. */
	relation: Relation | null;
	name: string;
	documentNumber: string;
	/** Null when the row has errors. */
	member: CheckedMember | null;
	errors: RowIssue[];
	warnings: RowIssue[];
}

/** What rows are held against. */
export interface RowContext {
	places: PlaceIndex;
	now: Date;
	/** The calendar day of `now`. */
	today: string;
}

const NEED_COLUMNS = ['pregnant', 'disabled', 'chronic', 'medication', 'diet'] as const satisfies Need[];
const HouseholdNo = line(40);
const Address = line(120);
const Note = line(200);
const KinRelation = line(20);
const NO_REASON = '户册中无证件';

/** Checks a row by itself: what is wrong with which column, and how to mend it. */
export function checkRow(number: number, row: RowReader, context: RowContext): CheckedRow {
	const householdNo = row.line('householdNo', row.code('householdNo'), 40, HouseholdNo);
	if (householdNo === '')
		row.fail('householdNo', '请填写户编号，同一户填同一个编号', 'give the household’s number, the same for all in it');
	const written = row.text('name');
	const name = row.line('name', written, 60, PersonName);
	if (written === '') row.fail('name', '请填写姓名', 'give the name');
	const relationWord = row.text('relation');
	const isHead = relationWord === '' && name !== '' && row.text('headName') === name;
	const relation = isHead ? 'head' : readRelation(relationWord);
	if (relation === null)
		row.fail(
			'relation',
			'请填写与户主的关系，户主本人填“户主”',
			'say how this person stands to the head; “head” for the head'
		);
	const place = placeOf(row, context.places);
	const document = documentOf(row, context.now);
	const facts = factsOf(row, document, context.today);
	const address = row.line('address', row.text('address'), 120, Address);
	const { needs, needNote } = needsIn(row);
	const phone = phoneOf(row, 'phone');
	const nextOfKin = kinOf(row);
	const mayBeFound = readYes(row.text('mayBeFound'));
	if (mayBeFound === null) row.fail('mayBeFound', '应为“是”或“否”', 'should be yes or no');
	const isGood = row.errors.length === 0 && document !== null && relation !== null && mayBeFound !== null;
	return {
		number,
		householdNo,
		areaCode: place,
		relation,
		name: written,
		documentNumber: (document && documentNumber(document.document)) ?? '',
		errors: row.errors,
		warnings: row.warnings,
		member: isGood
			? {
					row: number,
					relation,
					needs: needsOf(needs, facts.birthDate, context.today),
					mayBeFound,
					ageBand: ageBandOn(facts.birthDate, context.today),
					key: documentKey(document.document),
					secret: {
						name,
						document: document.document,
						...facts,
						phone,
						needNote,
						...(address === '' ? {} : { address }),
						nextOfKin
					}
				}
			: null
	};
}

function placeOf(row: RowReader, places: PlaceIndex): string | null {
	const [code, township] = [row.code('areaCode'), row.text('township')];
	const found =
		code === '' && township === ''
			? places.findVillage(row.text('village'))
			: places.find(code, township, row.text('village'));
	if ('area' in found) return found.area.code;
	row.fail(found.column, found.zh, found.en);
	return null;
}

function documentOf(row: RowReader, now: Date): CheckedDocument | null {
	const kind = readDocumentKind(row.text('documentKind'));
	if (kind === null) {
		row.fail(
			'documentKind',
			'应为居民身份证、护照、港澳居民来往内地通行证、台湾居民来往大陆通行证或无证件',
			'should be ID card, passport, a travel permit, or none'
		);
		return null;
	}
	const number = row.code('documentNumber');
	if (kind === 'none') {
		const reason = row.line('noDocumentReason', row.text('noDocumentReason'), 200, Note);
		return { document: { kind, reason: reason === '' ? NO_REASON : reason }, birthDate: null, sex: null };
	}
	if (number === '') {
		row.fail(
			'documentNumber',
			'请填写证件号码；没有证件的，证件类型填“无证件”',
			'give the number; where there is no document, put “none” as its kind'
		);
		return null;
	}
	const checked = checkDocument({ kind, number }, now);
	if (checked.ok) return checked.value;
	row.fail('documentNumber', describeProblem(checked.problem, 'zh'), describeProblem(checked.problem, 'en'));
	return null;
}

/** Sex and birth date: what the document says stands; what the row says otherwise is told. */
function factsOf(
	row: RowReader,
	document: CheckedDocument | null,
	today: string
): Pick<PersonSecret, 'sex' | 'birthDate'> {
	const sex = readSex(row.text('sex'));
	if (sex === undefined) row.fail('sex', '应为“男”或“女”', 'should be male or female');
	const born = readDay(row.code('birthDate'));
	if (born === undefined) row.fail('birthDate', '应为日期，如 1950-01-09', 'should be a date such as 1950-01-09');
	else if (born !== null && born > today) row.fail('birthDate', '出生日期还没有到', 'the birth date is still to come');
	if (document?.birthDate && born && born !== document.birthDate)
		row.warn('birthDate', '与身份证号不符，以身份证号为准', 'not as the ID number says, which is taken');
	if (document?.sex && sex && sex !== document.sex)
		row.warn('sex', '与身份证号不符，以身份证号为准', 'not as the ID number says, which is taken');
	return { sex: document?.sex ?? sex ?? null, birthDate: document?.birthDate ?? born ?? null };
}

/** Needs that were said; what is written that says more than yes goes into the note. */
function needsIn(row: RowReader): { needs: Need[]; needNote: string } {
	const needs: Need[] = [];
	const notes = [row.text('note')];
	for (const need of NEED_COLUMNS) {
		const written = row.text(need);
		const isYes = readYes(written);
		if (isYes === false) continue;
		needs.push(need);
		if (isYes === null) notes.push(written);
	}
	const note = notes.filter((text) => text !== '').join('；');
	return {
		needs,
		needNote: row.field(
			'note',
			note,
			Note,
			'连同病残说明最多 200 个字',
			'with what is written of needs, at most 200 characters'
		)
	};
}

function phoneOf(row: RowReader, key: 'phone' | 'kinPhone'): string {
	const text = row.code(key);
	if (/^1\d{10}$/.test(text)) return text;
	return row.field(
		key,
		text,
		Phone,
		'应为电话号码，如 13812345678 或 0734-6262119',
		'should be a telephone number such as 0734-6262119'
	);
}

function kinOf(row: RowReader): PersonSecret['nextOfKin'] {
	const name = row.line('kinName', row.text('kinName'), 60, PersonName);
	const phone = phoneOf(row, 'kinPhone');
	if (name === '') {
		if (phone !== '' && row.text('kinName') === '')
			row.fail('kinName', '填了联系人电话，请填联系人姓名', 'give the name that belongs to the telephone number');
		return null;
	}
	const relation = row.line('kinRelation', row.text('kinRelation'), 20, KinRelation);
	return { name, phone, relation };
}
