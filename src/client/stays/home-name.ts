import { countyAreas } from '../live/county-areas.svelte.ts';

/** Words of where a family comes from: `township · village`; what lies outside the county by its code. Reactive. */
export function homeName(code: string, outside: (code: string) => string): string {
	countyAreas.ask();
	return countyAreas.homeName(code) ?? outside(code);
}

/** The village's own name, for a list under its township. */
export function villageName(code: string, outside: (code: string) => string): string {
	return homeName(code, outside).split(' · ').at(-1) ?? code;
}
