import { readDivisions } from './division-files.ts';

let loading: Promise<ReadonlyMap<string, string>> | null = null;

/** Names of all counties of the country by code, read once: the map names its neighbours by them. */
export function countyNames(): Promise<ReadonlyMap<string, string>> {
	loading ??= readDivisions('areas', '').then((all) => new Map(all.map(({ code, name }) => [code, name])));
	return loading;
}
