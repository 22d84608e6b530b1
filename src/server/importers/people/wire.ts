import type { AgeBand } from '#domain/people/age-band.ts';
import { NEEDS, RELATIONS, type Need, type PersonSecret, type Relation } from '#domain/people/person.ts';
import { tokensOfPerson } from '#domain/people/search-tokens.ts';
import type { BlindHash } from '../../people/blind-hash.ts';
import { blindText } from '../../people/keyring.ts';
import type { TokenMaker } from '../../people/token-maker.ts';
import type { CheckedMember } from './check-row.ts';
import type { CheckedHousehold } from './household-reader.ts';

/*
 * How households go from the thread that reads a register to the one that writes it: what is personal as bytes that
 * need only be encrypted, the hashes made, the rest as numbers, all handed over without a copy. Objects would cost as
 * much as the reading.
 */

/** A batch of households as it is handed over. */
export interface Wire {
	/** Of each household: its number and the code of its area, with a line feed between all. */
	names: string;
	/** Members of each household. */
	sizes: Uint16Array<ArrayBuffer>;
	/** Of each member: the row in the file, what `flagsOf` says, where the secret and where the tokens end. */
	members: Uint32Array<ArrayBuffer>;
	/** Hashes of 32 bytes: of each household's number, then of each member's document (zeros without one). */
	numbers: Uint8Array<ArrayBuffer>;
	documents: Uint8Array<ArrayBuffer>;
	secrets: Uint8Array<ArrayBuffer>;
	tokens: Uint8Array<ArrayBuffer>;
}

const HASH = 32;
const TOKEN = 8;
/** Numbers of a member. */
const FIELDS = 4;
const AGE_BANDS: readonly (AgeBand | null)[] = [null, 'children', 'adults', 'elderly'];
/** Bits of the flags: a need each, then relation, age band, consent and document. */
const RELATION_AT = NEEDS.length;
const BAND_AT = RELATION_AT + 3;
const MAY_BE_FOUND = 1 << (BAND_AT + 2);
const HAS_DOCUMENT = MAY_BE_FOUND << 1;

function flagsOf({ needs, relation, ageBand, mayBeFound, key }: CheckedMember): number {
	let flags = (RELATIONS.indexOf(relation) << RELATION_AT) | (AGE_BANDS.indexOf(ageBand) << BAND_AT);
	for (const need of needs) flags |= 1 << NEEDS.indexOf(need);
	if (mayBeFound) flags |= MAY_BE_FOUND;
	return key === null ? flags : flags | HAS_DOCUMENT;
}

/** The needs of each combination of their bits, in the one order that they are kept in. */
const NEEDS_OF_BITS: readonly (readonly Need[])[] = Array.from({ length: 1 << NEEDS.length }, (_, bits) =>
	NEEDS.filter((_need, at) => bits & (1 << at))
);

/** Somebody of a register's file. */
export class FileMember {
	/** The row in the file. */
	readonly row: number;
	/** The place among the members of the batch. */
	readonly place: number;
	readonly #batch: Unpacked;
	readonly #flags: number;

	constructor(batch: Unpacked, place: number) {
		this.row = batch.members[FIELDS * place]!;
		this.place = place;
		this.#batch = batch;
		this.#flags = batch.members[FIELDS * place + 1]!;
	}

	get relation(): Relation {
		return RELATIONS[(this.#flags >> RELATION_AT) & 7]!;
	}

	get needs(): readonly Need[] {
		return NEEDS_OF_BITS[this.#flags & (NEEDS_OF_BITS.length - 1)]!;
	}

	get mayBeFound(): boolean {
		return (this.#flags & MAY_BE_FOUND) !== 0;
	}

	/** On the day it is taken in. */
	get ageBand(): AgeBand | null {
		return AGE_BANDS[(this.#flags >> BAND_AT) & 3]!;
	}

	get hasDocument(): boolean {
		return (this.#flags & HAS_DOCUMENT) !== 0;
	}

	/** Keyed hash of the document; null without one. */
	get documentIndex(): Buffer | null {
		return this.hasDocument ? hashAt(this.#batch.documents, this.place) : null;
	}

	/** The `PersonSecret`, as JSON. */
	get secretJson(): Buffer {
		return this.#cut(this.#batch.secrets, 2);
	}

	/** What is personal. */
	get secret(): PersonSecret {
		return JSON.parse(this.secretJson.toString()) as PersonSecret;
	}

	/** Search tokens, eight bytes each. */
	get tokens(): Buffer {
		return this.#cut(this.#batch.tokens, 3);
	}

	#cut(bytes: Buffer, field: number): Buffer {
		const { members } = this.#batch;
		const before = this.place === 0 ? 0 : members[FIELDS * (this.place - 1) + field]!;
		return bytes.subarray(before, members[FIELDS * this.place + field]);
	}
}

/** A household of the file: its members without errors, its head among them. */
export interface FileHousehold {
	/** As the file numbers it, within its village. */
	no: string;
	areaCode: string;
	/** Keyed hash of that. */
	numberIndex: Buffer;
	members: FileMember[];
}

/** Households of a file that came over together. */
export interface FileBatch {
	households: FileHousehold[];
	/** Keyed hashes of all numbers of households, 32 bytes each. */
	numbers: Buffer;
	/** Keyed hashes of all members' documents, 32 bytes each; zeros without a document. */
	documents: Buffer;
}

type Unpacked = Pick<Wire, 'members'> & Record<'documents' | 'secrets' | 'tokens', Buffer>;

const hashAt = (hashes: Buffer, place: number) => hashes.subarray(HASH * place, HASH * (place + 1));

/** What the number of a household in its village is hashed from. */
const numberText = ({ areaCode, no }: { areaCode: string; no: string }) => `household ${areaCode} ${no}`;

/** Packs households for the other thread. */
export function pack(households: readonly CheckedHousehold[], blindHash: BlindHash, tokenMaker: TokenMaker): Wire {
	const count = households.reduce((total, { members }) => total + members.length, 0);
	const names: string[] = [];
	const sizes = new Uint16Array(households.length);
	const members = new Uint32Array(FIELDS * count);
	const numbers = Buffer.alloc(HASH * households.length);
	const documents = Buffer.alloc(HASH * count);
	const secrets: string[] = [];
	const searched: string[] = [];
	let [place, secretsEnd] = [0, 0];
	for (const [at, household] of households.entries()) {
		names.push(household.no, household.areaCode);
		sizes[at] = household.members.length;
		blindHash.write(blindText(numberText(household)), numbers, HASH * at);
		for (const member of household.members) {
			if (member.key !== null) blindHash.write(blindText(member.key), documents, HASH * place);
			const secret = JSON.stringify(member.secret);
			secrets.push(secret);
			for (const text of tokensOfPerson(member.secret)) searched.push(text);
			const from = FIELDS * place++;
			members[from] = member.row;
			members[from + 1] = flagsOf(member);
			members[from + 2] = secretsEnd += Buffer.byteLength(secret);
			members[from + 3] = TOKEN * searched.length;
		}
	}
	const tokens = tokenMaker.bytes(searched);
	return { names: names.join('\n'), sizes, members, numbers, documents, secrets: bytesOf(secrets), tokens };
}

function bytesOf(texts: readonly string[]): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(texts.join(''));
}

/** The buffers of a batch, to be handed over without a copy. */
export function buffersOf({ names: _, ...arrays }: Wire): ArrayBuffer[] {
	return Object.values(arrays).map(({ buffer }) => buffer);
}

/** The households of a batch. */
export function unpack({ names, sizes, members, ...arrays }: Wire): FileBatch {
	const [numbers, documents, secrets, tokens] = [arrays.numbers, arrays.documents, arrays.secrets, arrays.tokens].map(
		({ buffer }) => Buffer.from(buffer)
	) as [Buffer, Buffer, Buffer, Buffer];
	const batch = { members, documents, secrets, tokens };
	const named = names.split('\n');
	let place = 0;
	const households = Array.from(sizes, (size, at) => ({
		no: named[2 * at]!,
		areaCode: named[2 * at + 1]!,
		numberIndex: hashAt(numbers, at),
		members: Array.from({ length: size }, () => new FileMember(batch, place++))
	}));
	return { households, numbers, documents };
}
