import { v7 } from 'uuid';

/** A new id made on this device: UUIDv7. Operation ids are made here, so that a resend is known as such. */
export function newId(): string {
	return v7();
}
