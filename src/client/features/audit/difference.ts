/** One field of a record: its path, and its value before and after; null where there was or is none. */
export interface FieldDifference {
	path: string;
	before: string | null;
	after: string | null;
}

function isGroup(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
	if (value === null || value === undefined) return null;
	if (Array.isArray(value)) return value.map((item) => textOf(item) ?? '—').join('、');
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function walk(before: unknown, after: unknown, path: string, found: FieldDifference[]): void {
	if (
		(isGroup(before) || before === null || before === undefined) &&
		(isGroup(after) || after === null || after === undefined)
	) {
		const [was, is] = [isGroup(before) ? before : {}, isGroup(after) ? after : {}];
		for (const key of new Set([...Object.keys(was), ...Object.keys(is)]))
			walk(was[key], is[key], path === '' ? key : `${path}.${key}`, found);
		return;
	}
	const [was, is] = [textOf(before), textOf(after)];
	if (was !== is) found.push({ path, before: was, after: is });
}

/** The fields in which two states differ, groups taken apart, in the order they stand. */
export function differenceOf(before: unknown, after: unknown): FieldDifference[] {
	const found: FieldDifference[] = [];
	walk(before, after, '', found);
	return found;
}
