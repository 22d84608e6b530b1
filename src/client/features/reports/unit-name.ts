import { countyAreas } from '#client/live/county-areas.svelte.ts';
import { areaName } from '#client/live/place-names.svelte.ts';

/** Name of a reporting unit: the county, a township, or `township · village`. Reactive. */
export function unitName(areaCode: string): string {
	return areaCode.length === 12 ? (countyAreas.homeName(areaCode) ?? areaCode) : areaName(areaCode);
}
