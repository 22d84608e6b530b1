import type { AreaMatch } from '#domain/history/import-indicators.ts';
import type { AreaFound, DivisionNames } from '../../areas/division-names.ts';
import { tidyName } from '../../areas/short-names.ts';
import type { GivenRow } from './read-rows.ts';

/** What an area's name stands for. */
export interface MatchedArea {
	match: AreaMatch;
	code: string | null;
	division: string | null;
	candidates: { code: string; name: string }[];
}

/** What people said names stand for, by `nameKey`. */
export type RememberedNames = ReadonlyMap<string, string>;

/** A name with the area it is said to lie in, as one key. */
export function nameKey(name: string, parent: string): string {
	return `${tidyName(name)}|${tidyName(parent)}`;
}

/** What an area counts beside the areas in it stands under its name with this behind it: 祁东县本级. */
const ITSELF = /本级$/;

/**
 * The area of each row. What a person said comes first; then the name is looked for under 隶属区域; without one, under
 * the row above that is indented less; else in the whole country.
 */
export async function matchAreas(
	rows: readonly GivenRow[],
	names: DivisionNames,
	remembered: RememberedNames
): Promise<MatchedArea[]> {
	const known = new Map<string, MatchedArea>();
	const above: { indent: number; code: string | null }[] = [];
	const matched: MatchedArea[] = [];
	for (const row of rows) {
		while (above.length > 0 && (above.at(-1)?.indent ?? 0) >= row.indent) above.pop();
		const outer = above.at(-1)?.code ?? '';
		const key = `${nameKey(row.area, row.parent)}|${outer}`;
		const area = known.get(key) ?? (await matchArea(row, outer, names, remembered));
		known.set(key, area);
		above.push({ indent: row.indent, code: area.code });
		matched.push(area);
	}
	return matched;
}

async function matchArea(
	{ area, parent }: GivenRow,
	outer: string,
	names: DivisionNames,
	remembered: RememberedNames
): Promise<MatchedArea> {
	const said = remembered.get(nameKey(area, parent));
	if (said !== undefined) return { match: 'byHand', code: said, division: null, candidates: [] };
	const name = tidyName(area).length > 3 ? area.trimEnd().replace(ITSELF, '') : area;
	const belongs = await names.find(parent);
	if ('division' in belongs) {
		return asMatch(await names.find(name, belongs.division.code));
	}
	const below = outer === '' ? ({ how: 'none' } as const) : await names.find(name, outer);
	return asMatch(below.how === 'none' ? await names.find(name) : below);
}

function asMatch(found: AreaFound): MatchedArea {
	if ('division' in found) {
		const { code, name } = found.division;
		return { match: found.how, code, division: name, candidates: [] };
	}
	const candidates = found.how === 'several' ? found.candidates : [];
	return { match: found.how, code: null, division: null, candidates };
}
