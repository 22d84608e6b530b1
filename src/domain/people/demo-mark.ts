/**
 * What the invented people of the demonstration carry behind their names. It is a part of the name, so it stays in
 * every list, print and export, and masking leaves it; looking for somebody passes over it.
 */
export const DEMO_MARK = '（演示）';

const MARK = /[（(]演示[）)]$/u;

/** Whether a name is an invented one of the demonstration. */
export function isInvented(name: string): boolean {
	return MARK.test(name);
}

/** A name without the mark of the demonstration. */
export function plainName(name: string): string {
	return name.replace(MARK, '');
}
