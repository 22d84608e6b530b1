import { DivisionNames } from './division-names.ts';

let loading: Promise<DivisionNames> | null = null;

/** Names of the whole country's divisions, read once when somebody first asks. */
export function allDivisions(): Promise<DivisionNames> {
	loading ??= DivisionNames.load();
	return loading;
}
