import { seesPerson } from '#domain/people/find-people.ts';
import type { KnownRow, RegisterPreview } from '#domain/people/import-people.ts';
import { maskName } from '#domain/people/mask-person.ts';
import { isSameName } from '#domain/stays/take-household.ts';
import type { CommandContext } from '../commands/execute.ts';
import { readRegister } from '../importers/people/read-register.ts';
import { findAreas } from '../repositories/areas.ts';
import { findImport } from '../repositories/people-import.ts';
import { findPersons, type StoredPerson } from '../repositories/people.ts';
import { sha256Of, type ImportHost } from './import-people.ts';
import { joinHouseholds, type JoinedHousehold } from './join-households.ts';
import { maskMember, RegisterTally } from './register-tally.ts';

/** Rows of people already registered that are shown: as many whose name differs, and as many as fit of the others. */
const MOST_KNOWN_SHOWN = 200;

/**
 * Reads a register's file as its import would, and says what that would do, row by row. Writes nothing.
 *
 * @param tell told how many people were read so far
 * @throws ProblemError `tooLarge`, `invalidFile`
 */
export async function previewPeople(
	host: ImportHost,
	{ actor, now }: CommandContext,
	bytes: Uint8Array,
	tell: (rows: number) => void
): Promise<RegisterPreview> {
	const areas = await findAreas(host.db.pool, actor.areaCode);
	const work = { bytes, areas, ownArea: actor.areaCode, now, indexKey: host.keyring.indexKey };
	const tally = new RegisterTally();
	const same: KnownRow[] = [];
	const other: KnownRow[] = [];
	let otherNames = 0;
	const { source, reading } = await readRegister(work, async (batch) => {
		const joined = await joinHouseholds(host, batch);
		for (const of of joined) tally.take(of);
		const persons = await findPersons(host.db.prisma, host.keyring, joined.flatMap(idsOf));
		const byId = new Map(persons.map((stored) => [stored.person.id, stored]));
		const isSeen = ({ scopeCodes }: StoredPerson) => seesPerson(actor, scopeCodes, host.countyCode);
		for (const row of joined.flatMap((of) => knownRows(of, byId, isSeen))) {
			if (!row.isSameName) otherNames++;
			const shown = row.isSameName ? same : other;
			if (shown.length < MOST_KNOWN_SHOWN) shown.push(row);
		}
		tell(tally.read);
	});
	return {
		...tally.counts(reading),
		sheet: source.sheet,
		encoding: source.encoding,
		ignoredColumns: reading.ignoredColumns,
		issues: tally.issues(reading),
		otherNames,
		knownRows: [...other, ...same].slice(0, MOST_KNOWN_SHOWN),
		before: await findImport(host.db.pool, sha256Of(bytes), actor.areaCode)
	};
}

const idsOf = ({ registeredIds }: JoinedHousehold) => [...registeredIds.values()];

/** The members of a household who are registered already by their documents. */
function knownRows(
	{ household, registeredIds }: JoinedHousehold,
	byId: ReadonlyMap<string, StoredPerson>,
	isSeen: (stored: StoredPerson) => boolean
): KnownRow[] {
	return [...registeredIds].flatMap(([at, personId]) => {
		const member = household.members[at]!;
		const stored = byId.get(personId);
		if (!stored) return [];
		const { name } = stored.person.secret;
		return {
			...maskMember(member),
			householdNo: household.no,
			isSameName: isSameName(name, member.secret.name),
			registered: isSeen(stored) ? { personId, name: maskName(name) } : null
		};
	});
}
