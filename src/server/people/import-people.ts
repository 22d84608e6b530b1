import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Actor } from '#domain/access/can.ts';
import { scopeOf } from '#domain/people/find-people.ts';
import type { RegisterImported } from '#domain/people/import-people.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import type { CommandContext, Executor } from '../commands/execute.ts';
import { executeInBulk } from '../commands/execute-in-bulk.ts';
import { CopyRows } from '../db/copy-rows.ts';
import { readRegister } from '../importers/people/read-register.ts';
import { fileProblem } from '../importers/table.ts';
import { newIds } from '../new-id.ts';
import { findAreas } from '../repositories/areas.ts';
import {
	addPerson,
	copyPersons,
	insertHouseholds,
	insertImport,
	prepareImport
} from '../repositories/people-import.ts';
import { joinHouseholds, type JoinedHousehold } from './join-households.ts';
import type { Keyring } from './keyring.ts';
import { RegisterTally } from './register-tally.ts';

/** What an import needs of the server; the command line has as much without one. */
export type ImportHost = Executor & { keyring: Keyring };

/**
 * Takes in a register's file as one command and one transaction: all rows or, in mode `valid`, those without errors.
 * The file is read in a thread of its own; while one batch is written, the next is encrypted, and of the one after it is
 * looked up who is registered.
 * The answer comes with the commit: everybody is found from then on, and quickly again after `cleanSearchIndex`, which
 * the caller sees to.
 *
 * @param tell told how many people were read so far
 * @throws ProblemError `importHasErrors`, `tooLarge`, `invalidFile`, `operationConflict`
 */
export async function importPeople(
	host: ImportHost,
	context: CommandContext,
	input: { operationId: string; fileName: string; mode: 'all' | 'valid'; bytes: Uint8Array },
	tell: (rows: number) => void = () => undefined
): Promise<RegisterImported> {
	const { bytes, fileName, operationId, mode } = input;
	const sha256 = sha256Of(bytes);
	const { actor, now } = context;
	const areas = await findAreas(host.db.pool, actor.areaCode);
	const work = { bytes, areas, ownArea: actor.areaCode, now, indexKey: host.keyring.indexKey };
	return executeInBulk(host, context, 'person.import', { operationId, sha256, mode }, async (client) => {
		await prepareImport(client);
		const tally = new RegisterTally();
		let writing = Promise.resolve();
		// One is filled while the other is written: new room for each batch would pile up faster than it is collected.
		let [filled, written] = [new CopyRows(), new CopyRows()];
		const take = async (joining: Promise<JoinedHousehold[]>) => {
			const joined = await joining;
			for (const of of joined) tally.take(of);
			tell(tally.read);
			filled.clear();
			const write = prepare(host.keyring, actor, now, joined, filled);
			await writing;
			writing = write(client);
			[filled, written] = [written, filled];
			// Waited for with the next batch; until then its failure is nobody's.
			writing.catch(() => undefined);
		};
		let joining = Promise.resolve<JoinedHousehold[]>([]);
		const reading = await readRegister(work, async (batch) => {
			const before = joining;
			joining = joinHouseholds(host, batch);
			joining.catch(() => undefined);
			await take(before);
		})
			.then(async (read) => {
				await take(joining);
				return read.reading;
			})
			// Whatever fails: what is being written ends before the transaction does, and nothing is written after it.
			.finally(() => writing);
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
		const subject = { subjectType: 'file' as const, subjectId: operationId, areaCode: actor.areaCode };
		const after = { fileName, sha256, mode, ...counts };
		return { answer: counts, changes: [], audit: [{ verb: 'person.import', ...subject, after }] };
	});
}

/** What a file is recognised by. */
export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Makes the rows of a batch in `rows`, encrypted and hashed; what it gives back writes them. */
function prepare(
	keyring: Keyring,
	actor: Actor,
	registeredAt: Date,
	joined: readonly JoinedHousehold[],
	rows: CopyRows
): (client: pg.ClientBase) => Promise<void> {
	const made: { id: string; homeCode: string }[] = [];
	const numbers: { index: Buffer; householdId: string }[] = [];
	const ids = newIds(joined.reduce((total, { joining }) => total + joining.fresh.length + 1, 0));
	const nextId = () => ids.pop()!;
	const scopes = new Map<string, string[]>();
	const scopeFrom = (homeCode: string) => {
		const made = scopes.get(homeCode) ?? [...new Set([...scopeOf(homeCode), ...scopeOf(actor.areaCode)])].sort();
		scopes.set(homeCode, made);
		return made;
	};
	for (const { household, joining, isNumberKnown } of joined) {
		const { areaCode: homeCode, numberIndex, members } = household;
		if (joining.fresh.length === 0 && joining.householdId === null) continue;
		const householdId = joining.householdId ?? nextId();
		if (joining.householdId === null) made.push({ id: householdId, homeCode });
		if (!isNumberKnown) numbers.push({ index: numberIndex, householdId });
		const scopeCodes = scopeFrom(homeCode);
		for (const at of joining.fresh)
			addPerson(rows, keyring, members[at]!, { id: nextId(), householdId, homeCode, scopeCodes, registeredAt });
	}
	return async (client) => {
		await insertHouseholds(client, made, numbers, registeredAt);
		await copyPersons(client, rows);
	};
}
