import {
	joinRegister,
	type KnownHousehold,
	type RegisterJoining,
	type RegisterMember
} from '#domain/people/join-register.ts';
import type { Database } from '../db/database.ts';
import type { FileBatch, FileHousehold, FileMember } from '../importers/people/wire.ts';
import { findMembers } from '../repositories/people.ts';
import { findHeaded, findHouseholdsOfNumbers, findRegistered } from '../repositories/people-import.ts';
import type { Keyring } from './keyring.ts';

/** A household of the file, and how it joins what is registered. */
export interface JoinedHousehold {
	household: FileHousehold;
	joining: RegisterJoining;
	/** Whether it came in under this number before. */
	isNumberKnown: boolean;
	/** Who is registered with the document of a member: by the member's place. */
	registeredIds: ReadonlyMap<number, string>;
}

/** What stands for a document here: the place of its owner in the batch. */
const keyOf = ({ hasDocument, place }: FileMember) => (hasDocument ? String(place) : null);

/** Looks up what is registered of households of a file, and decides how each joins it. Several hundred at once. */
export async function joinHouseholds(
	{ db, keyring }: { db: Database; keyring: Keyring },
	{ households, documents, numbers }: FileBatch
): Promise<JoinedHousehold[]> {
	const [registered, ofNumbers] = await Promise.all([
		findRegistered(db.pool, documents),
		findHouseholdsOfNumbers(db.pool, numbers)
	]);
	const found = households.map((household, at) => {
		const head = household.members.find(({ relation }) => relation === 'head');
		return { household, ofNumber: ofNumbers.get(at), ofHead: head && registered.get(head.place)?.householdId };
	});
	const byDocument = { has: (key: string) => registered.has(Number(key)) };
	const known = await findKnown({ db, keyring }, found);
	return found.map(({ household, ofNumber, ofHead }) => ({
		household,
		isNumberKnown: ofNumber !== undefined,
		registeredIds: registeredIdsOf(household, registered),
		joining: joinRegister(household.members.map(registerMember), {
			byNumber: (ofNumber && known.get(ofNumber)) || null,
			ofHead: (ofHead && known.get(ofHead)) || null,
			byDocument
		})
	}));
}

/** Who is registered with the document of a member, by the member's place. */
function registeredIdsOf({ members }: FileHousehold, registered: ReadonlyMap<number, { personId: string }>) {
	const ids = new Map<number, string>();
	if (registered.size === 0) return ids;
	for (const [at, { place }] of members.entries()) {
		const found = registered.get(place);
		if (found) ids.set(at, found.personId);
	}
	return ids;
}

function registerMember(member: FileMember): RegisterMember {
	const { relation } = member;
	const documentKey = keyOf(member);
	if (documentKey !== null) return { relation, documentKey };
	const { name, birthDate } = member.secret;
	return { relation, documentKey: null, name, birthDate };
}

/** The registered households that some of the file's are; with members where those of the file have no document. */
async function findKnown(
	{ db, keyring }: { db: Database; keyring: Keyring },
	found: readonly { household: FileHousehold; ofNumber: string | undefined; ofHead: string | undefined }[]
): Promise<Map<string, KnownHousehold>> {
	const idOf = ({ ofNumber, ofHead }: { ofNumber: string | undefined; ofHead: string | undefined }) =>
		ofNumber ?? ofHead;
	const ids = [...new Set(found.flatMap((of) => idOf(of) ?? []))];
	if (ids.length === 0) return new Map();
	const compared = found.filter(({ household }) => household.members.some(({ hasDocument }) => !hasDocument));
	const [headed, members] = await Promise.all([
		findHeaded(db.pool, ids),
		findMembers(db.prisma, keyring, [...new Set(compared.flatMap((of) => idOf(of) ?? []))])
	]);
	const known = new Map<string, KnownHousehold & { members: { name: string; birthDate: string | null }[] }>(
		ids.map((id) => [id, { id, hasHead: headed.has(id), members: [] }])
	);
	for (const { person } of members) known.get(person.householdId)?.members.push(person.secret);
	return known;
}
