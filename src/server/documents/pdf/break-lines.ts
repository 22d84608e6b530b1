/** What may not begin a line, and what may not end one. */
const NO_START = /^[，。、；：？！）》」』】〕”’％‰,.;:?!)\]}%]/u;
const NO_END = /[（《「『【〔“‘([{]$/u;

/** Words of letters and figures stay together; every other character may be parted from the next. */
const UNIT = /[\p{Script=Latin}\d.,+\-−%/:]+|./gsu;

/**
 * A paragraph in lines that are at most `width` wide.
 *
 * @param indent how much narrower the first line is
 * @param measure width of a text
 */
export function breakLines(text: string, width: number, measure: (text: string) => number, indent = 0): string[] {
	const units = (text.match(UNIT) ?? []).flatMap((unit) => (measure(unit) > width ? [...unit] : [unit]));
	const lines: string[] = [];
	let line: string[] = [];
	let used = indent;
	for (const unit of units) {
		const wide = measure(unit);
		if (line.length > 0 && used + wide > width) {
			const carried = carriedOver(line, unit);
			lines.push(line.join(''));
			line = carried;
			used = measure(line.join(''));
		}
		line.push(unit);
		used += wide;
	}
	if (line.length > 0 || lines.length === 0) lines.push(line.join(''));
	return lines;
}

/** Takes off the end of a line what must stand with the unit that begins the next. */
function carriedOver(line: string[], next: string): string[] {
	const carried: string[] = [];
	const mayPart = () => !NO_START.test(carried[0] ?? next) && !NO_END.test(line.at(-1) ?? '');
	while (line.length > 1 && !mayPart()) carried.unshift(line.pop() ?? '');
	return carried;
}
