const STORAGE_KEY = 'anlan.lastPlace';

/** The place this device opened last; null when none, or when storage is forbidden. */
export function lastPlaceId(): string | null {
	try {
		return localStorage.getItem(STORAGE_KEY);
	} catch {
		return null;
	}
}

/** Remembers the place that is open. */
export function rememberPlace(pointId: string): void {
	try {
		localStorage.setItem(STORAGE_KEY, pointId);
	} catch {
		// Forbidden storage: the list is then in its plain order.
		return;
	}
}
