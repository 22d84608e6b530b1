/** What is selected on the map: a township by its code, or a shelter by its id. */
export type MapSelection = { kind: 'township'; code: string } | { kind: 'shelter'; id: string };

/** Whether two selections are of the same thing. */
export function isSame(a: MapSelection | null, b: MapSelection | null): boolean {
	if (a === null || b === null) return a === b;
	return a.kind === 'township' ? b.kind === 'township' && a.code === b.code : b.kind === 'shelter' && a.id === b.id;
}
