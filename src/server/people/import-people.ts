import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Actor } from '#domain/access/can.ts';
import { scopeOf } from '#domain/people/find-people.ts';
import type { RegisterCounts, RegisterImported, RegisterRow } from '#domain/people/import-people.ts';
import { maskDocumentNumber, maskName } from '#domain/people/mask-person.ts';
import { documentNumber } from '#domain/people/identity-document.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { CommandContext, Executor } from '../commands/execute.ts';
import { executeInBulk } from '../commands/execute-in-bulk.ts';
import { CopyRows } from '../db/copy-rows.ts';
import type { RegisterReading } from '../importers/people/household-reader.ts';
import { readRegister } from '../importers/people/read-register.ts';
import { fileProblem } from '../importers/table.ts';
import { newIds } from '../new-id.ts';
import { findAreas } from '../repositories/areas.ts';
import {
	addPerson,
	cleanSearchIndex,
	copyPersons,
	insertHouseholds,
	insertImport,
	prepareImport
} from '../repositories/people-import.ts';
import { joinHouseholds, secretOf, type JoinedHousehold } from './join-households.ts';
import type { Keyring } from './keyring.ts';

/** What an import needs of the server; the command line has as much without one. */
export type ImportHost = Executor & { keyring: Keyring };

const MOST_SHOWN = 500;

/**
 * Takes in a register's file as one command and one transaction: all rows or, in mode `valid`, those without errors.
 * The file is read in a thread of its own; while one batch is written, the next is checked, encrypted and hashed.
 *
 * @throws ProblemError `importHasErrors`, `tooLarge`, `invalidFile`, `operationConflict`
 */
export async function importPeople(
	host: ImportHost,
	context: CommandContext,
	input: { operationId: string; fileName: string; mode: 'all' | 'valid'; bytes: Uint8Array }
): Promise<RegisterImported> {
	const { bytes, fileName, operationId, mode } = input;
	const sha256 = sha256Of(bytes);
	const { actor, now } = context;
	const areas = await findAreas(host.db.pool, actor.areaCode);
	const work = { bytes, areas, ownArea: actor.areaCode, now, indexKey: host.keyring.indexKey };
	const answer = await executeInBulk(host, context, 'person.import', { operationId, sha256, mode }, async (client) => {
		await prepareImport(client);
		const tally = new Tally();
		let writing = Promise.resolve();
		const { reading } = await readRegister(work, async (households) => {
			const joined = await joinHouseholds(host, households);
			for (const of of joined) tally.take(of);
			const write = prepare(host.keyring, actor, now, joined);
			await writing;
			writing = write(client);
			// Waited for with the next batch; until then its failure is nobody's.
			writing.catch(() => undefined);
		}).finally(() => writing);
		const counts = tally.counts(reading);
		if (mode === 'all' && counts.wrong > 0) throw new ProblemError('importHasErrors', { count: counts.wrong });
		if (counts.persons + counts.known === 0)
			throw new ProblemError(fileProblem('没有可以导入的行', 'no row of it can be imported'));
		const { households, persons } = counts;
		const by = { importedBy: actor.accountId, importedByName: actor.name };
		await insertImport(client, {
			id: operationId,
			sha256,
			areaCode: actor.areaCode,
			households,
			persons,
			importedAt: now,
			...by
		});
		const subject = { subjectType: 'file', subjectId: operationId, areaCode: actor.areaCode };
		const after = { fileName, sha256, mode, ...counts };
		return { answer: counts, changes: [], audit: [{ verb: 'person.import', ...subject, after }] };
	});
	await cleanSearchIndex(host.db.pool);
	return answer;
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Makes the rows of a batch, encrypted and hashed; what it gives back writes them. */
function prepare(
	keyring: Keyring,
	actor: Actor,
	registeredAt: Date,
	joined: readonly JoinedHousehold[]
): (client: pg.ClientBase) => Promise<void> {
	const made: { id: string; homeCode: string }[] = [];
	const numbers: { index: Buffer; householdId: string }[] = [];
	const rows = new CopyRows();
	const ids = newIds(joined.reduce((total, { joining }) => total + joining.fresh.length + 1, 0));
	const nextId = () => ids.pop()!;
	for (const { household, joining, isNumberKnown } of joined) {
		const { areaCode: homeCode, numberIndex, members } = household;
		if (joining.fresh.length === 0 && joining.householdId === null) continue;
		const householdId = joining.householdId ?? nextId();
		if (joining.householdId === null) made.push({ id: householdId, homeCode });
		if (!isNumberKnown) numbers.push({ index: numberIndex, householdId });
		const scopeCodes = [...new Set([...scopeOf(homeCode), ...scopeOf(actor.areaCode)])].sort();
		for (const at of joining.fresh)
			addPerson(rows, keyring, { ...members[at]!, id: nextId(), householdId, homeCode, scopeCodes }, registeredAt);
	}
	return async (client) => {
		await insertHouseholds(client, made, numbers, registeredAt);
		await copyPersons(client, rows);
	};
}

/** Counts what becomes of the rows, beyond what the reading by itself can tell. */
class Tally {
	#persons = 0;
	#households = 0;
	#known = 0;
	#secondHeads = 0;
	readonly #issues: RegisterRow[] = [];

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

	issues(reading: RegisterReading): RegisterRow[] {
		const wrong = [...reading.issues.filter(({ errors }) => errors.length > 0), ...this.#issues];
		const doubtful = reading.issues.filter(({ errors }) => errors.length === 0);
		return [...wrong.sort((a, b) => a.number - b.number), ...doubtful].slice(0, MOST_SHOWN);
	}
}

function secondHead({ no, areaCode, members }: JoinedHousehold['household'], at: number): RegisterRow {
	const { row } = members[at]!;
	const secret = secretOf(members[at]!);
	return {
		number: row,
		householdNo: no,
		name: maskName(secret.name),
		documentNumber: maskDocumentNumber(documentNumber(secret.document) ?? ''),
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
