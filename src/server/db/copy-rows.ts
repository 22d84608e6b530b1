/** PostgreSQL's element types of arrays, by their numbers. */
const TEXT = 25;
const INT8 = 20;

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Of texts up to this length it is quicker to look at each letter than to ask for their bytes. */
const SHORT = 32;
const DASH = 45;
const ZERO = 48;
const NINE = 57;

/** The value of a hexadecimal digit: letters of both cases end in the same four bits, from 1 on. */
const hexDigit = (unit: number) => (unit <= NINE ? unit - ZERO : (unit & 0xf) + 9);

/** Milliseconds from 1970 to 2000, where PostgreSQL begins to count. */
const EPOCH = Date.UTC(2000, 0, 1);

/**
 * Rows in the binary form of COPY: half the work of its text form on both sides. The values come in the order of the
 * columns, after `row` has said how many there are.
 */
export class CopyRows {
	#bytes = Buffer.allocUnsafe(1 << 16);
	#at = 0;

	constructor() {
		this.#put(SIGNATURE);
	}

	/** Forgets its rows and keeps the room they had: for the next batch, once this one is written. */
	clear(): void {
		this.#at = SIGNATURE.length;
	}

	/** Begins a row of so many columns. */
	row(columns: number): this {
		this.#room(2);
		this.#at = this.#bytes.writeInt16BE(columns, this.#at);
		return this;
	}

	uuid(id: string): this {
		this.#room(20);
		this.#at = this.#bytes.writeInt32BE(16, this.#at);
		for (let at = 0; at < id.length; at += 2) {
			if (id.charCodeAt(at) === DASH) at++;
			this.#bytes[this.#at++] = (hexDigit(id.charCodeAt(at)) << 4) | hexDigit(id.charCodeAt(at + 1));
		}
		return this;
	}

	text(text: string | null): this {
		if (text === null) return this.bytes(null);
		this.#room(4 + text.length * 3);
		const begin = this.#at + 4;
		const length = this.#ascii(text, begin) ? text.length : this.#bytes.write(text, begin, 'utf8');
		this.#at = this.#bytes.writeInt32BE(length, this.#at) + length;
		return this;
	}

	bytes(bytes: Uint8Array | null): this {
		this.#room(4);
		this.#at = this.#bytes.writeInt32BE(bytes?.length ?? -1, this.#at);
		if (bytes) this.#put(bytes);
		return this;
	}

	boolean(value: boolean): this {
		this.#room(5);
		this.#at = this.#bytes.writeInt32BE(1, this.#at);
		this.#at = this.#bytes.writeUInt8(value ? 1 : 0, this.#at);
		return this;
	}

	moment(at: Date): this {
		this.#room(12);
		this.#at = this.#bytes.writeInt32BE(8, this.#at);
		this.#at = this.#bytes.writeBigInt64BE(BigInt(at.getTime() - EPOCH) * 1000n, this.#at);
		return this;
	}

	texts(texts: readonly string[]): this {
		const begin = this.#array(TEXT, texts.length);
		for (const text of texts) this.text(text);
		return this.#close(begin);
	}

	/** An array of bigints, given as eight bytes each, the highest first. */
	bigints(values: Uint8Array): this {
		const count = values.length / 8;
		const begin = this.#array(INT8, count);
		this.#room(12 * count);
		for (let from = 0; from < values.length; from += 8) {
			this.#at = this.#bytes.writeInt32BE(8, this.#at);
			for (let at = from; at < from + 8; at++) this.#bytes[this.#at++] = values[at]!;
		}
		return this.#close(begin);
	}

	/** All rows so far, ended. */
	end(): Buffer {
		this.#room(2);
		this.#at = this.#bytes.writeInt16BE(-1, this.#at);
		return this.#bytes.subarray(0, this.#at);
	}

	/** Writes a short text of nothing but ASCII, as codes are; says whether it is one. */
	#ascii(text: string, begin: number): boolean {
		if (text.length > SHORT) return false;
		for (let at = 0; at < text.length; at++) {
			const unit = text.charCodeAt(at);
			if (unit >= 0x80) return false;
			this.#bytes[begin + at] = unit;
		}
		return true;
	}

	#array(type: number, length: number): number {
		this.#room(24);
		const begin = this.#at;
		this.#at += 4;
		this.#at = this.#bytes.writeInt32BE(length === 0 ? 0 : 1, this.#at);
		this.#at = this.#bytes.writeInt32BE(0, this.#at);
		this.#at = this.#bytes.writeInt32BE(type, this.#at);
		if (length > 0) {
			this.#at = this.#bytes.writeInt32BE(length, this.#at);
			this.#at = this.#bytes.writeInt32BE(1, this.#at);
		}
		return begin;
	}

	#close(begin: number): this {
		this.#bytes.writeInt32BE(this.#at - begin - 4, begin);
		return this;
	}

	#put(bytes: Uint8Array): void {
		this.#room(bytes.length);
		this.#bytes.set(bytes, this.#at);
		this.#at += bytes.length;
	}

	#room(length: number): void {
		if (this.#at + length <= this.#bytes.length) return;
		const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + length));
		this.#bytes.copy(larger, 0, 0, this.#at);
		this.#bytes = larger;
	}
}
