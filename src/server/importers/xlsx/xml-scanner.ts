/** What a scanner tells of an XML text; names come without their namespace prefix. */
export interface ScanHandlers {
	/** `attribute` gives the value of an attribute of this tag, undefined when it has none of that name. */
	open(name: string, attribute: (name: string) => string | undefined): void;
	/** Text in pieces, references resolved. */
	text(text: string): void;
	close(name: string): void;
	/**
	 * Reads by itself what begins at the `<` at `at`: whole elements of a form that it knows, as they fill a large part.
	 * Returns where it stopped; what it does not know, or not all of which is here, is read tag by tag.
	 */
	skim?(text: string, at: number): number;
}

/** What is no well-formed XML, or has what no workbook needs (`isForbidden`: a document type). */
export class XmlFault extends Error {
	readonly isForbidden: boolean;

	constructor(message: string, isForbidden = false) {
		super(message);
		this.isForbidden = isForbidden;
	}
}

const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const BANG = 33;
const QUESTION = 63;
const EQUALS = 61;
const COLON = 58;
const DOUBLE = 34;
const SINGLE = 39;
const LONGEST_TAG = 65_536;
const MOST_ATTRIBUTES = 64;
const LONGEST_REFERENCE = 12;

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const isSpace = (code: number) => code === 32 || code === 10 || code === 13 || code === 9;

/** A text with its character references in place. */
function resolve(text: string): string {
	return text.replace(/&([^;&<]{0,10});?/g, (whole, name: string) => {
		if (!whole.endsWith(';')) throw new XmlFault('a reference without an end');
		const known = NAMED[name];
		if (known !== undefined) return known;
		const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
		const code = number ? Number.parseInt(number[1] ?? number[2]!, number[1] ? 16 : 10) : -1;
		if (code < 1 || code > 0x10ffff) throw new XmlFault(`an unknown reference ${name}`);
		return String.fromCodePoint(code);
	});
}

/**
 * Reads XML in pieces, some three times as quickly as a general parser: it looks for tags with one pass over the
 * text and makes no object for each. It holds tags against each other and refuses document types; it does not
 * check names or the characters of text.
 */
export class XmlScanner {
	readonly #handlers: ScanHandlers;
	readonly #stack: string[] = [];
	/** Of the present tag: begin and end of each attribute's name and value. */
	readonly #marks = new Int32Array(4 * MOST_ATTRIBUTES);
	#marked = 0;
	#rest = '';
	#text = '';

	constructor(handlers: ScanHandlers) {
		this.#handlers = handlers;
	}

	/** @throws XmlFault */
	write(piece: string): void {
		const text = this.#rest === '' ? piece : this.#rest + piece;
		this.#text = text;
		let at = 0;
		for (;;) {
			const tag = text.indexOf('<', at);
			if (tag < 0) {
				at = this.#tail(text, at);
				break;
			}
			if (tag > at) this.#say(text.slice(at, tag));
			const skimmed = this.#handlers.skim?.(text, tag) ?? tag;
			if (skimmed > tag) {
				at = skimmed;
				continue;
			}
			const next = this.#tag(text, tag);
			if (next < 0) {
				at = tag;
				break;
			}
			at = next;
		}
		this.#rest = text.slice(at);
		if (this.#rest.length > LONGEST_TAG) throw new XmlFault('a tag without an end');
	}

	/** @throws XmlFault when something is still open */
	end(): void {
		if (this.#rest.trim() !== '' || this.#stack.length > 0) throw new XmlFault('it ends too early');
	}

	/** Text up to the end of what is here; a reference that may be cut off stays. Returns where the rest begins. */
	#tail(text: string, from: number): number {
		const cut = text.lastIndexOf('&');
		const isCut = cut >= from && text.length - cut < LONGEST_REFERENCE && text.indexOf(';', cut) < 0;
		const to = isCut ? cut : text.length;
		if (to > from) this.#say(text.slice(from, to));
		return to;
	}

	#say(text: string): void {
		if (this.#stack.length > 0) this.#handlers.text(text.includes('&') ? resolve(text) : text);
		else if (!/^[\s\ufeff]*$/.test(text)) throw new XmlFault('text outside of every tag');
	}

	/** Reads what begins at `<`. Returns where it ends, or -1 when that is not here yet. */
	#tag(text: string, at: number): number {
		switch (text.charCodeAt(at + 1)) {
			case SLASH:
				return this.#closing(text, at);
			case BANG:
				return this.#special(text, at);
			case QUESTION: {
				const end = text.indexOf('?>', at);
				return end < 0 ? -1 : end + 2;
			}
			default:
				return this.#opening(text, at);
		}
	}

	#closing(text: string, at: number): number {
		const end = text.indexOf('>', at);
		if (end < 0) return -1;
		const name = this.#stack.pop();
		const after = at + 2 + (name?.length ?? 0);
		const isItsOwn = name !== undefined && text.startsWith(name, at + 2) && after <= end;
		if (!isItsOwn || (after < end && text.slice(after, end).trim() !== '')) throw new XmlFault('a tag closes another');
		this.#handlers.close(local(name));
		return end + 1;
	}

	#special(text: string, at: number): number {
		if (text.startsWith('<!--', at)) {
			const end = text.indexOf('-->', at + 4);
			return end < 0 ? -1 : end + 3;
		}
		if (text.startsWith('<![CDATA[', at)) {
			const end = text.indexOf(']]>', at);
			if (end < 0) return -1;
			this.#handlers.text(text.slice(at + 9, end));
			return end + 3;
		}
		if (text.length - at < 9) return -1;
		throw new XmlFault('a document type', true);
	}

	#opening(text: string, at: number): number {
		let to = at + 1;
		let code = text.charCodeAt(to);
		while (code > SLASH && code !== GREATER && code !== EQUALS) code = text.charCodeAt(++to);
		const name = text.slice(at + 1, to);
		const marks = this.#marks;
		let marked = 0;
		for (;;) {
			while (isSpace(code)) code = text.charCodeAt(++to);
			if (Number.isNaN(code)) return -1;
			this.#marked = marked;
			if (code === GREATER) return this.#opened(name, to + 1, false);
			if (code === SLASH) {
				if (to + 1 >= text.length) return -1;
				if (text.charCodeAt(to + 1) !== GREATER) throw new XmlFault('a tag that is not closed');
				return this.#opened(name, to + 2, true);
			}
			const begin = to;
			while (code > 32 && code !== EQUALS && code !== GREATER && code !== LESS) code = text.charCodeAt(++to);
			const end = to;
			while (isSpace(code)) code = text.charCodeAt(++to);
			if (Number.isNaN(code)) return -1;
			if (code !== EQUALS || begin === end) throw new XmlFault('an attribute without a value');
			code = text.charCodeAt(++to);
			while (isSpace(code)) code = text.charCodeAt(++to);
			if (Number.isNaN(code)) return -1;
			if (code !== DOUBLE && code !== SINGLE) throw new XmlFault('an attribute without quotes');
			const close = text.indexOf(code === DOUBLE ? '"' : "'", to + 1);
			if (close < 0) return -1;
			if (marked === marks.length) throw new XmlFault('too many attributes');
			marks[marked++] = begin;
			marks[marked++] = end;
			marks[marked++] = to + 1;
			marks[marked++] = close;
			to = close + 1;
			code = text.charCodeAt(to);
		}
	}

	#opened(name: string, after: number, isEmpty: boolean): number {
		if (name === '') throw new XmlFault('a tag without a name');
		this.#handlers.open(local(name), this.#attribute);
		if (isEmpty) this.#handlers.close(local(name));
		else this.#stack.push(name);
		return after;
	}

	readonly #attribute = (name: string): string | undefined => {
		const marks = this.#marks;
		for (let at = 0; at < this.#marked; at += 4) {
			const begin = marks[at]!;
			if (marks[at + 1]! - begin !== name.length || !this.#text.startsWith(name, begin)) continue;
			const value = this.#text.slice(marks[at + 2], marks[at + 3]);
			return value.includes('&') ? resolve(value) : value;
		}
		return undefined;
	};
}

function local(name: string): string {
	for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) === COLON) return name.slice(at + 1);
	return name;
}
