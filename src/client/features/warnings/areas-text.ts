import { areaName } from '#client/live/place-names.svelte.ts';
import { live } from '#client/live/live-store.svelte.ts';

const MOST_NAMED = 6;

/** The townships of a warning in words; the county alone is the whole county. */
export function areasText(
	codes: readonly string[],
	words: { wholeCounty: string; unknownAreas: string; comma: string }
): string {
	if (codes.length === 0) return words.unknownAreas;
	if (codes.some((code) => code === live.countyCode)) return words.wholeCounty;
	const names = codes.slice(0, MOST_NAMED).map(areaName).join(words.comma);
	return codes.length > MOST_NAMED ? `${names}… (${codes.length})` : names;
}
