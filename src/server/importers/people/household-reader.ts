import type { RegisterRow } from '#domain/people/import-people.ts';
import { maskDocumentNumber, maskName } from '#domain/people/mask-person.ts';
import { plainText } from '../cell-text.ts';
import { isExample } from '../example-row.ts';
import { FileRefusal, headerOf, type Cell, type RowSink, type TableLimits } from '../table.ts';
import { checkRow, type CheckedMember, type CheckedRow, type RowContext } from './check-row.ts';
import { mapColumns, type PeopleColumns } from './columns.ts';
import { RowReader } from './row-reader.ts';
import { documentId, SeenHouseholds } from './seen.ts';

/** A household of the file: its members without errors, its head among them. */
export interface CheckedHousehold {
	/** As the file numbers it, within its village. */
	no: string;
	areaCode: string;
	members: CheckedMember[];
}

/** What was read of a register's file. */
export interface RegisterReading {
	rows: number;
	wrong: number;
	doubtful: number;
	ignoredColumns: string[];
	/** Rows with errors first, then those with warnings; at most 500 of each. */
	issues: RegisterRow[];
}

/** Rows that are shown of each kind. */
const MOST_SHOWN = 500;
const HEADER_ROWS = 2;
/** As in a registration by hand. */
const MOST_MEMBERS = 40;

/**
 * Takes the rows of a register as they are read, and hands on household by household. The rows of a household follow
 * each other, its number is its own within the file, and nobody's document is there twice.
 */
export class HouseholdReader implements RowSink {
	readonly #limits: TableLimits;
	readonly #context: RowContext;
	readonly #take: (household: CheckedHousehold) => void;
	readonly #first: { number: number; cells: Cell[] }[] = [];
	#columns: PeopleColumns | null = null;
	#household: CheckedRow[] = [];
	readonly #closed = new SeenHouseholds();
	/** The row of each document. */
	readonly #documents = new Map<number | string, number>();
	readonly #wrong: RegisterRow[] = [];
	readonly #doubtful: RegisterRow[] = [];
	readonly #counts = { rows: 0, wrong: 0, doubtful: 0 };
	readonly settle: () => Promise<void> | undefined;

	/** @param settle what to wait for before more is read */
	constructor(
		limits: TableLimits,
		context: RowContext,
		take: (household: CheckedHousehold) => void,
		settle: () => Promise<void> | undefined
	) {
		this.#limits = limits;
		this.#context = context;
		this.#take = take;
		this.settle = settle;
	}

	/** @throws FileRefusal when columns are missing or there are too many rows */
	add(number: number, cells: Cell[]): void {
		if (!cells.some((cell) => cell.kind === 'error' || cell.text.trim() !== '')) return;
		if (this.#columns) return this.#row(number, cells, this.#columns);
		this.#first.push({ number, cells });
		if (this.#first.length === HEADER_ROWS) this.#begin();
	}

	/** @throws FileRefusal when the file is empty or columns are missing */
	end(): RegisterReading {
		if (!this.#columns) this.#begin();
		this.#close();
		return {
			...this.#counts,
			ignoredColumns: this.#columns?.ignored ?? [],
			issues: [...this.#wrong, ...this.#doubtful]
		};
	}

	#begin(): void {
		const { header, rest } = headerOf(this.#first);
		this.#columns = mapColumns(header);
		for (const { number, cells } of rest) this.#row(number, cells, this.#columns);
	}

	#row(number: number, cells: readonly Cell[], columns: PeopleColumns): void {
		if (isExample(plainText(cells[columns.indexes.name ?? 0]))) return;
		if (++this.#counts.rows > this.#limits.rows)
			throw new FileRefusal(
				`行数超过 ${this.#limits.rows} 行，请分成几个文件`,
				`it has more than ${this.#limits.rows} rows; split it`
			);
		const row = checkRow(number, new RowReader(columns, cells), this.#context);
		if (this.#household[0] && isAnother(this.#household[0], row)) this.#close();
		this.#requireNew(row, columns);
		this.#household.push(row);
	}

	/** Refuses a row whose document, or whose household, was there before. */
	#requireNew(row: CheckedRow, columns: PeopleColumns): void {
		const key = row.member ? documentId(row.member) : null;
		const twin = key === null ? undefined : this.#documents.get(key);
		if (twin !== undefined)
			fail(row, columns.headers.documentNumber, `与第 ${twin} 行的证件号码相同`, `the same document as row ${twin}`);
		else if (key !== null) this.#documents.set(key, row.number);
		if (row.householdNo !== '' && this.#household.length === 0 && this.#closed.has(row))
			fail(
				row,
				columns.headers.householdNo,
				'同一户的各行要连在一起，请按户编号排序',
				'the rows of a household must follow each other; sort the file by household'
			);
		if (this.#household.length >= MOST_MEMBERS)
			fail(
				row,
				columns.headers.householdNo,
				`一户最多 ${MOST_MEMBERS} 人，请核对户编号`,
				`a household has at most ${MOST_MEMBERS} members; check its number`
			);
		const village = this.#household[0]?.areaCode;
		if (village && row.areaCode && village !== row.areaCode)
			fail(
				row,
				columns.headers.village ?? columns.headers.areaCode,
				'与本户前一行不在同一个村，同一户的村要一致',
				'not the village of this household’s rows above; a household has one'
			);
	}

	/** Ends a household: without errors in its head it is handed on. */
	#close(): void {
		const rows = this.#household;
		this.#household = [];
		const [first] = rows;
		if (!first) return;
		if (first.householdNo !== '') this.#closed.add(first);
		this.#requireHead(rows);
		for (const row of rows) this.#note(row);
		const members = rows.flatMap(({ member, errors }) => (member && errors.length === 0 ? [member] : []));
		if (members.length > 0 && first.areaCode) this.#take({ no: first.householdNo, areaCode: first.areaCode, members });
	}

	#requireHead(rows: readonly CheckedRow[]): void {
		const relation = this.#columns?.headers.relation;
		const [head, ...others] = rows.filter((row) => row.relation === 'head');
		for (const other of others)
			fail(
				other,
				relation,
				`第 ${head?.number} 行已是本户户主`,
				`row ${head?.number} is the head of this household already`
			);
		if (head && head.errors.length === 0) return;
		for (const row of rows)
			if (row !== head && row.errors.length === 0)
				fail(
					row,
					relation,
					head ? `本户户主（第 ${head.number} 行）有误，请先改正` : '本户没有户主',
					head ? `mend the row of the head, ${head.number}, first` : 'this household has no head'
				);
	}

	#note(row: CheckedRow): void {
		const isWrong = row.errors.length > 0;
		if (!isWrong && row.warnings.length === 0) return;
		this.#counts[isWrong ? 'wrong' : 'doubtful']++;
		const shown = isWrong ? this.#wrong : this.#doubtful;
		if (shown.length < MOST_SHOWN) shown.push(registerRow(row));
	}
}

/** Whether a row begins another household: another number, or the head of one in another village. */
function isAnother(first: CheckedRow, row: CheckedRow): boolean {
	if (first.householdNo !== row.householdNo) return true;
	return row.relation === 'head' && row.areaCode !== null && row.areaCode !== first.areaCode;
}

function fail(row: CheckedRow, column: string | undefined, zh: string, en: string): void {
	row.errors.push({ column: column ?? '', zh, en });
}

/** A row as it is shown: masked. */
function registerRow(row: CheckedRow): RegisterRow {
	const { number, areaCode, errors, warnings } = row;
	return {
		number,
		householdNo: row.householdNo.slice(0, 40),
		name: maskName(row.name.slice(0, 60)),
		documentNumber: maskDocumentNumber(row.documentNumber),
		areaCode,
		errors,
		warnings
	};
}
