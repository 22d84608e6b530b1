import { joinRegister, type KnownHousehold, type RegisterJoining } from '#domain/people/join-register.ts';
import type { Database } from '../db/database.ts';
import type { FileHousehold } from '../importers/people/household-reader.ts';
import { findMembers } from '../repositories/people.ts';
import { findHeaded, findHouseholdsOfDocuments, findHouseholdsOfNumbers } from '../repositories/people-import.ts';
import type { Keyring } from './keyring.ts';

/** A household of the file, and how it joins what is registered. */
export interface JoinedHousehold {
	household: FileHousehold;
	joining: RegisterJoining;
	/** Keyed hash of its number in its village; null where that is known already. */
	numberIndex: Buffer | null;
	/** Of each member, null without a document. */
	documentIndexes: (Buffer | null)[];
}

/** Looks up what is registered of households of a file, and decides how each joins it. Several hundred at once. */
export async function joinHouseholds(
	{ db, keyring }: { db: Database; keyring: Keyring },
	households: readonly FileHousehold[]
): Promise<JoinedHousehold[]> {
	const hashed = households.map((household) => ({
		household,
		number: keyring.blindIndex(`household ${household.areaCode} ${household.no}`),
		documents: household.members.map(({ key }) => (key === null ? null : keyring.blindIndex(key)))
	}));
	const documents = hashed.flatMap(({ documents: of }) => of.filter((index) => index !== null));
	const [byDocument, byNumber] = await Promise.all([
		findHouseholdsOfDocuments(db.pool, documents),
		findHouseholdsOfNumbers(
			db.pool,
			hashed.map(({ number }) => number)
		)
	]);
	const householdOf = (index: Buffer | null | undefined) =>
		index ? byDocument.get(index.toString('base64')) : undefined;
	const found = hashed.map((of) => {
		const headAt = of.household.members.findIndex(({ relation }) => relation === 'head');
		return { ...of, ofNumber: byNumber.get(of.number.toString('base64')), ofHead: householdOf(of.documents[headAt]) };
	});
	const known = await findKnown({ db, keyring }, found);
	return found.map(({ household, number, documents: indexes, ofNumber, ofHead }) => ({
		household,
		documentIndexes: indexes,
		numberIndex: ofNumber === undefined ? number : null,
		joining: joinRegister(
			household.members.map(({ relation, key, secret: { name, birthDate } }) => ({
				relation,
				name,
				birthDate,
				documentKey: key
			})),
			{
				byNumber: (ofNumber && known.get(ofNumber)) || null,
				ofHead: (ofHead && known.get(ofHead)) || null,
				byDocument: new Map(
					household.members.flatMap(({ key }, at): [string, string][] => {
						const of = householdOf(indexes[at]);
						return key !== null && of !== undefined ? [[key, of]] : [];
					})
				)
			}
		)
	}));
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
	const compared = found.filter(({ household }) => household.members.some(({ key }) => key === null));
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
