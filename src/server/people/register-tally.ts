import type { RegisterCounts, RegisterRow } from '#domain/people/import-people.ts';
import { documentNumber } from '#domain/people/identity-document.ts';
import { maskDocumentNumber, maskName } from '#domain/people/mask-person.ts';
import type { FileMember } from '../importers/people/wire.ts';
import type { RegisterReading } from '../importers/people/household-reader.ts';
import type { JoinedHousehold } from './join-households.ts';

const MOST_SHOWN = 500;

/** Counts what becomes of the rows of a register, beyond what the reading by itself can tell. */
export class RegisterTally {
	#persons = 0;
	#households = 0;
	#known = 0;
	#secondHeads = 0;
	readonly #issues: RegisterRow[] = [];

	/** People who were read so far. */
	get read(): number {
		return this.#persons + this.#known + this.#secondHeads;
	}

	take({ household, joining }: JoinedHousehold): void {
		this.#persons += joining.fresh.length;
		this.#known += joining.known.length;
		if (joining.householdId === null && joining.fresh.length > 0) this.#households++;
		if (joining.secondHead === null) return;
		this.#secondHeads++;
		if (this.#issues.length < MOST_SHOWN) this.#issues.push(secondHead(household, joining.secondHead));
	}

	counts(reading: RegisterReading): RegisterCounts {
		return {
			rows: reading.rows,
			wrong: reading.wrong + this.#secondHeads,
			doubtful: reading.doubtful,
			persons: this.#persons,
			households: this.#households,
			known: this.#known
		};
	}

	/** Rows with errors in the order of the file, then those with warnings. */
	issues(reading: RegisterReading): RegisterRow[] {
		const wrong = [...reading.issues.filter(({ errors }) => errors.length > 0), ...this.#issues];
		const doubtful = reading.issues.filter(({ errors }) => errors.length === 0);
		return [...wrong.sort((a, b) => a.number - b.number), ...doubtful].slice(0, MOST_SHOWN);
	}
}

/** A member of the file as it is shown: masked. */
export function maskMember(member: FileMember): { number: number; name: string; documentNumber: string } {
	const { name, document } = member.secret;
	return {
		number: member.row,
		name: maskName(name),
		documentNumber: maskDocumentNumber(documentNumber(document) ?? '')
	};
}

function secondHead({ no, areaCode, members }: JoinedHousehold['household'], at: number): RegisterRow {
	return {
		...maskMember(members[at]!),
		householdNo: no,
		areaCode,
		errors: [
			{
				column: '',
				zh: '这一户已登记有户主。请先在系统中核对该户，再登记新户主',
				en: 'this household has a head already; look at it first, then register the new head'
			}
		],
		warnings: []
	};
}
