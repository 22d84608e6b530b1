import { z } from 'zod';
import { Command, Id, line, Reason } from '../shared/fields.ts';

/** Who answers for a shelter: personal data, masked unless revealed with a reason. */
export interface ShelterContact {
	name: string;
	phone: string;
}

/** A telephone number as people write it: digits with spaces, dashes, brackets, a plus, an extension. */
export const Phone = line(40).regex(/^$|^[+(（]?\d[\d\s()（）+*#转-]{4,}$/);

export const ShelterContact = z.object({ name: line(40), phone: Phone });

/** A contact with all but its first character and the outer digits of its number hidden. */
export function maskContact(contact: ShelterContact): ShelterContact {
	const [first = '', ...rest] = contact.name;
	return { name: first + '*'.repeat(Math.min(rest.length, 2)), phone: maskPhone(contact.phone) };
}

/** A number with its inner digits hidden: 138****78. */
export function maskPhone(phone: string): string {
	const digits = phone.replace(/\D/g, '');
	if (digits.length === 0) return '';
	if (digits.length < 7) return '*'.repeat(digits.length);
	return `${digits.slice(0, 3)}****${digits.slice(-2)}`;
}

/** Showing a contact in full, with the reason that the audit trail keeps. */
export const RevealContactInput = Command.extend({ shelterId: Id, reason: Reason });
