import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** A new id: UUIDv7, so that ids sort by the time they were made. */
export function newId(): string {
	return v7();
}

/** Many new ids at once, in no order among themselves: for imports, where a call for each costs more than the rest. */
export function newIds(count: number, now = Date.now()): string[] {
	const bytes = randomBytes(16 * count);
	for (let at = 0; at < bytes.length; at += 16) {
		bytes.writeUIntBE(now, at, 6);
		bytes[at + 6] = (bytes[at + 6]! & 0x0f) | 0x70;
		bytes[at + 8] = (bytes[at + 8]! & 0x3f) | 0x80;
	}
	const hex = bytes.toString('hex');
	return Array.from({ length: count }, (_, index) => {
		const at = index * 32;
		return `${hex.slice(at, at + 8)}-${hex.slice(at + 8, at + 12)}-${hex.slice(at + 12, at + 16)}-${hex.slice(at + 16, at + 20)}-${hex.slice(at + 20, at + 32)}`;
	});
}
