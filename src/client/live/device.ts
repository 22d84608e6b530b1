import { newId } from './new-id.ts';

const STORAGE_KEY = 'anlan.device';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let remembered: string | null = null;

/** The id of this device, made once and kept; for the audit trail and to tell two tablets on one account apart. */
export function deviceId(): string {
	if (remembered) return remembered;
	try {
		const stored = localStorage.getItem(STORAGE_KEY);
		remembered = stored && UUID.test(stored) ? stored : newId();
		localStorage.setItem(STORAGE_KEY, remembered);
	} catch {
		// Storage may be forbidden: the id then lasts as long as the page.
		remembered ??= newId();
	}
	return remembered;
}
