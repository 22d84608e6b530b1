import { z } from 'zod';
import { line, Reason } from '../shared/fields.ts';
import { problem } from '../shared/problems.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { normaliseDocumentNumber, readIdNumber, type Sex } from './id-number.ts';

const DocumentNumber = line(40).min(1);

/**
 * What proves who somebody is. `residentId`: the ID card, and the residence permits of people from Hong Kong, Macao
 * and Taiwan (81, 82, 83), which bear numbers of the same form. `none`: with the reason, such as “lost in the flood”.
 */
export const IdentityDocument = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('residentId'), number: DocumentNumber }),
	z.object({ kind: z.literal('passport'), number: DocumentNumber }),
	z.object({ kind: z.literal('hkMacaoPermit'), number: DocumentNumber }),
	z.object({ kind: z.literal('taiwanPermit'), number: DocumentNumber }),
	z.object({ kind: z.literal('none'), reason: Reason })
]);
export type IdentityDocument = z.infer<typeof IdentityDocument>;

/** Names of the documents. */
export const DOCUMENT_NAMES: Record<IdentityDocument['kind'], { zh: string; en: string }> = {
	residentId: { zh: '居民身份证', en: 'ID card' },
	passport: { zh: '护照', en: 'Passport' },
	hkMacaoPermit: { zh: '港澳居民来往内地通行证', en: 'Mainland travel permit (Hong Kong, Macao)' },
	taiwanPermit: { zh: '台湾居民来往大陆通行证', en: 'Mainland travel permit (Taiwan)' },
	none: { zh: '无证件', en: 'No document' }
};

/** Forms of the numbers that carry no check digit (practice: as printed on the cards in use). */
const FORMS = {
	passport: { pattern: /^(?=.*\d)[A-Z0-9]{5,15}$/, example: 'E12345678' },
	hkMacaoPermit: { pattern: /^[HM]\d{8}(\d{2})?$/, example: 'H12345678' },
	taiwanPermit: { pattern: /^\d{8}(\d{2}[A-Z]?)?$/, example: '12345678' }
} as const;

/** A document that was checked, its number in the one form, and what it says of its owner where it says anything. */
export interface CheckedDocument {
	document: IdentityDocument;
	/** Null where the document does not tell. */
	birthDate: string | null;
	sex: Sex | null;
}

/** Checks a document. @returns it in its one form; what `readIdNumber` refuses, or `documentNumber` */
export function checkDocument(document: IdentityDocument, now: Date): Result<CheckedDocument> {
	if (document.kind === 'none') return ok({ document, birthDate: null, sex: null });
	if (document.kind === 'residentId') {
		const read = readIdNumber(document.number, now);
		if (!read.ok) return read;
		const { number, birthDate, sex } = read.value;
		return ok({ document: { kind: 'residentId', number }, birthDate, sex });
	}
	const number = normaliseDocumentNumber(document.number);
	const { pattern, example } = FORMS[document.kind];
	if (!pattern.test(number)) return refuse(problem('documentNumber', { example }));
	return ok({ document: { kind: document.kind, number }, birthDate: null, sex: null });
}

/** The number of a document; null where there is none. */
export function documentNumber(document: IdentityDocument): string | null {
	return document.kind === 'none' ? null : document.number;
}

/** The documents a whole number, as typed or scanned, may be of, by their keys; empty for what is none. */
export function keysOfNumber(number: string, now: Date): string[] {
	const kinds = ['residentId', 'passport', 'hkMacaoPermit', 'taiwanPermit'] as const;
	return kinds.flatMap((kind) => {
		const checked = checkDocument({ kind, number }, now);
		return checked.ok ? (documentKey(checked.value.document) ?? []) : [];
	});
}

/** What stands for exactly this document in the exact look-up; null where there is no number. */
export function documentKey(document: IdentityDocument): string | null {
	return document.kind === 'none' ? null : `${document.kind}:${document.number}`;
}
