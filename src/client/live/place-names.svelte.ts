import type { CountPointView } from '#domain/counts/count-point.ts';
import { live } from './live-store.svelte.ts';

const byCode = $derived(new Map(live.areas.map((area) => [area.code, area.name])));

/** Name of an area, or its code where the name is not known. Reactive. */
export function areaName(code: string): string {
	return byCode.get(code) ?? code;
}

/** Name of the place of a count point: the shelter, or the village whose people are dispersed. Reactive. */
export function placeName(point: Pick<CountPointView, 'shelterId' | 'areaCode'>): string {
	const shelter = point.shelterId === null ? undefined : live.shelters.get(point.shelterId);
	return shelter?.name ?? areaName(point.areaCode);
}
