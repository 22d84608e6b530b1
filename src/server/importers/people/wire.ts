import type { KeyObject } from 'node:crypto';
import { tokensOfPerson } from '#domain/people/search-tokens.ts';
import { blindIndexOf } from '../../people/keyring.ts';
import type { TokenMaker } from '../../people/token-maker.ts';
import type { CheckedMember } from './check-row.ts';
import type { CheckedHousehold } from './household-reader.ts';

/*
 * How households go from the thread that reads a register to the one that writes it: what is personal as bytes that
 * need only be encrypted, the hashes made, all handed over without a copy. Objects would cost as much as the reading.
 */

/** Somebody of a register's file. */
export interface FileMember extends Omit<CheckedMember, 'secret' | 'key'> {
	/** Keyed hash of the document; null without one. */
	documentIndex: Buffer | null;
	/** The `PersonSecret`, as JSON. */
	secret: Buffer;
	/** Search tokens, eight bytes each. */
	tokens: Buffer;
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

/** A batch of households as it is handed over. */
export interface Wire {
	/** Households without what follows, as JSON. */
	json: string;
	/** Hashes of 32 bytes: of each household's number, then of each member's document (zeros without one). */
	numbers: Uint8Array<ArrayBuffer>;
	documents: Uint8Array<ArrayBuffer>;
	secrets: Uint8Array<ArrayBuffer>;
	tokens: Uint8Array<ArrayBuffer>;
	/** Of each member: bytes of the secret, bytes of the tokens. */
	lengths: Uint32Array<ArrayBuffer>;
}

interface ClearMember extends Omit<CheckedMember, 'secret' | 'key'> {
	hasDocument: boolean;
}

type ClearHousehold = Omit<FileHousehold, 'members' | 'numberIndex'> & { members: ClearMember[] };

const HASH = 32;
const TOKEN = 8;

/** What the number of a household in its village is hashed from. */
const numberText = ({ areaCode, no }: { areaCode: string; no: string }) => `household ${areaCode} ${no}`;

/** Packs households for the other thread. */
export function pack(households: readonly CheckedHousehold[], indexKey: KeyObject, tokenMaker: TokenMaker): Wire {
	const all = households.flatMap(({ members }) => members);
	const lengths = new Uint32Array(2 * all.length);
	const numbers = new Uint8Array(HASH * households.length);
	const documents = new Uint8Array(HASH * all.length);
	households.forEach((household, at) => numbers.set(blindIndexOf(indexKey, numberText(household)), HASH * at));
	const secrets = all.map(({ secret, key }, at) => {
		if (key !== null) documents.set(blindIndexOf(indexKey, key), HASH * at);
		const bytes = Buffer.from(JSON.stringify(secret));
		lengths[2 * at] = bytes.length;
		return bytes;
	});
	const searchables = all.map(({ secret }, at) => {
		const texts = tokensOfPerson(secret);
		lengths[2 * at + 1] = TOKEN * texts.length;
		return texts;
	});
	const clear = households.map(({ no, areaCode, members }): ClearHousehold => ({
		no,
		areaCode,
		members: members.map(({ row, relation, needs, mayBeFound, ageBand, key }) => {
			return { row, relation, needs, mayBeFound, ageBand, hasDocument: key !== null };
		})
	}));
	return {
		json: JSON.stringify(clear),
		numbers,
		documents,
		secrets: new Uint8Array(Buffer.concat(secrets)),
		tokens: new Uint8Array(tokenMaker.bytes(searchables.flat())),
		lengths
	};
}

/** The buffers of a batch, to be handed over without a copy. */
export function buffersOf({ numbers, documents, secrets, tokens, lengths }: Wire): ArrayBuffer[] {
	return [numbers.buffer, documents.buffer, secrets.buffer, tokens.buffer, lengths.buffer];
}

/** The households of a batch. */
export function unpack({ json, lengths, ...arrays }: Wire): FileHousehold[] {
	const [numbers, documents, secrets, tokens] = [arrays.numbers, arrays.documents, arrays.secrets, arrays.tokens].map(
		({ buffer }) => Buffer.from(buffer)
	) as [Buffer, Buffer, Buffer, Buffer];
	let [member, secretAt, tokenAt] = [0, 0, 0];
	return (JSON.parse(json) as ClearHousehold[]).map(({ members, ...household }, at) => ({
		...household,
		numberIndex: numbers.subarray(HASH * at, HASH * (at + 1)),
		members: members.map(({ hasDocument, ...clear }) => {
			const documentIndex = hasDocument ? documents.subarray(HASH * member, HASH * (member + 1)) : null;
			const secret = secrets.subarray(secretAt, (secretAt += lengths[2 * member]!));
			const own = tokens.subarray(tokenAt, (tokenAt += lengths[2 * member + 1]!));
			member++;
			return { ...clear, documentIndex, secret, tokens: own };
		})
	}));
}
