const STORAGE_KEY = 'anlan.lastPoint';

/** The count point this device counted last; null when none, or when storage is forbidden. */
export function lastPointId(): string | null {
	try {
		return localStorage.getItem(STORAGE_KEY);
	} catch {
		return null;
	}
}

export function rememberPoint(pointId: string): void {
	try {
		localStorage.setItem(STORAGE_KEY, pointId);
	} catch {
		// Forbidden storage: the list is then in its plain order.
		return;
	}
}
