import { countyAreas } from '../live/county-areas.svelte.ts';

/** Words of where a family comes from: `township · village`; what lies outside the county by its code. Reactive. */
export function homeName(code: string, outside: (code: string) => string): string {
	countyAreas.ask();
	return countyAreas.homeName(code) ?? outside(code);
}
