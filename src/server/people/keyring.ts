import {
	createCipheriv,
	createDecipheriv,
	createHmac,
	createSecretKey,
	randomBytes,
	type KeyObject
} from 'node:crypto';
import { z } from 'zod';
import { TokenMaker } from './token-maker.ts';

const Key = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32);

/** The key file: the keys that data may be encrypted with, the one in use, and the key of the look-up hashes. */
export const KeyFile = z.object({
	format: z.literal(1),
	activeKeyId: z.string().min(1).max(40),
	/** AES-256 keys by id, base64. */
	keys: z.record(z.string().regex(/^[\w.-]{1,40}$/), Key),
	/** The key of blind indexes and search tokens, base64. It stays the same when the others change. */
	indexKey: Key
});
export type KeyFile = z.infer<typeof KeyFile>;

/** Something encrypted, and the key it needs. */
export interface Sealed {
	keyId: string;
	/** Nonce (12 bytes), tag (16 bytes), text. */
	ciphertext: Buffer<ArrayBuffer>;
}

const NONCE = 12;
const TAG = 16;
/** Nonces fetched at once: asking the system for random bytes costs more than encrypting a person. */
const NONCES_AT_ONCE = 512;

const newKey = () => randomBytes(32).toString('base64');

/** A key id that tells when the key was made: `20260112-3fa9c1`. */
function newKeyId(now: Date): string {
	return `${now.toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(3).toString('hex')}`;
}

/** A key file with new keys. */
export function makeKeyFile(now: Date): KeyFile {
	const id = newKeyId(now);
	return { format: 1, activeKeyId: id, keys: { [id]: newKey() }, indexKey: newKey() };
}

/** The same with one key more, which is from now on the one in use. The older stay, to read what they encrypted. */
export function addKey(file: KeyFile, now: Date): KeyFile {
	const id = newKeyId(now);
	return { ...file, activeKeyId: id, keys: { ...file.keys, [id]: newKey() } };
}

/** The same without the keys that nothing is encrypted with any more. */
export function dropOldKeys(file: KeyFile): KeyFile {
	return { ...file, keys: { [file.activeKeyId]: file.keys[file.activeKeyId]! } };
}

/** Encrypts and decrypts what is personal in people's records (AES-256-GCM), and makes their look-up hashes (HMAC). */
export class Keyring {
	readonly activeKeyId: string;
	readonly #keys: ReadonlyMap<string, Buffer>;
	readonly #activeKey: KeyObject;
	readonly #indexKey: Buffer;
	readonly #tokenMaker: TokenMaker;
	#nonces = Buffer.alloc(0);

	constructor(file: KeyFile) {
		this.#keys = new Map(Object.entries(file.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]));
		this.activeKeyId = file.activeKeyId;
		if (!this.#keys.has(this.activeKeyId))
			throw new Error(`The key in use, ${this.activeKeyId}, is not in the key file`);
		this.#activeKey = createSecretKey(this.#keys.get(this.activeKeyId)!);
		this.#indexKey = Buffer.from(file.indexKey, 'base64');
		this.#tokenMaker = new TokenMaker(this.#indexKey);
	}

	/** Encrypts a value with the key in use. It can be read back only as belonging to `recordId`. */
	seal(recordId: string, value: unknown): Sealed {
		return this.sealText(recordId, JSON.stringify(value));
	}

	/** The same for a value that is JSON already. */
	sealText(recordId: string, json: string | Uint8Array): Sealed {
		const nonce = this.#nextNonce();
		const cipher = createCipheriv('aes-256-gcm', this.#activeKey, nonce, { authTagLength: TAG });
		cipher.setAAD(Buffer.from(recordId));
		const text = typeof json === 'string' ? cipher.update(json, 'utf8') : cipher.update(json);
		const rest = cipher.final();
		return { keyId: this.activeKeyId, ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), text, rest]) };
	}

	/** Reads an encrypted value back. Throws when its key is not here, or when it was changed or moved to another record. */
	open(recordId: string, { keyId, ciphertext }: { keyId: string; ciphertext: Uint8Array }): unknown {
		const key = this.#keys.get(keyId);
		if (!key) throw new Error(`The key ${keyId} is not in the key file`);
		const decipher = createDecipheriv('aes-256-gcm', key, ciphertext.subarray(0, NONCE), { authTagLength: TAG });
		decipher.setAAD(Buffer.from(recordId));
		decipher.setAuthTag(ciphertext.subarray(NONCE, NONCE + TAG));
		const text = Buffer.concat([decipher.update(ciphertext.subarray(NONCE + TAG)), decipher.final()]);
		return JSON.parse(text.toString('utf8')) as unknown;
	}

	/** Whether what this key encrypted can be read here. */
	has(keyId: string): boolean {
		return this.#keys.has(keyId);
	}

	/** The hash under which exactly this text is found again. */
	blindIndex(text: string): Buffer<ArrayBuffer> {
		return Buffer.from(new Uint8Array(createHmac('sha256', this.#indexKey).update(blindText(text)).digest()).buffer);
	}

	/** The key of the look-up hashes, for a thread of this process that makes them (see `BlindHash`, `TokenMaker`). */
	get indexKey(): Uint8Array {
		return new Uint8Array(this.#indexKey);
	}

	/** A search token of 64 bits, as PostgreSQL's bigint. */
	token(text: string): bigint {
		return this.tokens([text])[0]!;
	}

	/** The search token of each text. A thousand at once cost little more than one. */
	tokens(texts: readonly string[]): bigint[] {
		return this.#tokenMaker.tokens(texts);
	}

	/** The search tokens of many people at once, each a list of texts: what an import calls with some hundred people. */
	tokenLists(lists: readonly (readonly string[])[]): bigint[][] {
		const all = this.tokens(lists.flat());
		let at = 0;
		return lists.map(({ length }) => all.slice(at, (at += length)));
	}

	/** The key of what an account keeps on a device: the same as long as the index key, and of no use to another. */
	deviceKey(accountId: string, deviceId: string): Buffer {
		return this.#mac('device', `${accountId}\n${deviceId}`);
	}

	/**
	 * The key of the look-up hashes that a device keeps for an account (32 bytes): with it a whole document number finds
	 * its owner on the device, which has no number itself.
	 */
	lookupKey(accountId: string, deviceId: string | null): Buffer {
		return this.#mac('lookup', `${accountId}\n${deviceId ?? ''}`);
	}

	/** What stands for a PIN where it is hashed: so few digits could be tried against a plain hash. */
	pinSecret(accountId: string, pin: string): string {
		return this.#mac('pin', `${accountId}\n${pin}`).toString('base64url');
	}

	/** Bytes that only this county can make out of an invitation's id. */
	invitationBytes(invitationId: string): Buffer {
		return this.#mac('invitation', invitationId);
	}

	/** What proves that a key is the one data was encrypted with, and tells nothing else. By key id; `index` last. */
	fingerprints(): Map<string, string> {
		const of = (key: Buffer) => createHmac('sha256', key).update('anlan people key').digest('hex').slice(0, 32);
		return new Map([...[...this.#keys].map(([id, key]) => [id, of(key)] as const), [INDEX_KEY_ID, of(this.#indexKey)]]);
	}

	#nextNonce(): Buffer {
		if (this.#nonces.length === 0) this.#nonces = randomBytes(NONCE * NONCES_AT_ONCE);
		const nonce = this.#nonces.subarray(0, NONCE);
		this.#nonces = this.#nonces.subarray(NONCE);
		return nonce;
	}

	#mac(purpose: string, text: string): Buffer {
		return createHmac('sha256', this.#indexKey).update(`${purpose}\n${text}`).digest();
	}
}

/** What the hash under which exactly this text is found again is made of. */
export const blindText = (text: string) => `blind\n${text}`;

/** What the key of the look-up hashes is recorded under. */
export const INDEX_KEY_ID = 'index';
