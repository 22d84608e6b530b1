import { isAreaCode } from '#domain/areas/area-code.ts';
import { readDivisions, type Division, type DivisionFile } from './division-files.ts';
import { shortName, tidyName } from './short-names.ts';

/** How a name was found; only `none` and `several` leave the code open. */
export type AreaFound =
	| { how: 'code' | 'exact' | 'short'; division: Division }
	| { how: 'none' }
	| { how: 'several'; candidates: Division[] };

/** Entries of the division that are only headings. */
const HEADINGS = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/;
const MOST_CANDIDATES = 12;

/** Names of some divisions, exact and short. */
class NameTable {
	readonly #exact = new Map<string, Division[]>();
	readonly #short = new Map<string, Division[]>();

	constructor(divisions: readonly Division[]) {
		for (const division of divisions) {
			if (HEADINGS.test(division.name)) continue;
			add(this.#exact, tidyName(division.name), division);
			add(this.#short, shortName(division.name), division);
		}
	}

	find(name: string, within: string): AreaFound {
		const exact = under(this.#exact.get(name), within);
		if (exact.length > 0) return oneOf(exact, 'exact');
		const short = under(this.#short.get(shortName(name)), within);
		const sameRank = short.filter((division) => division.name.at(-1) === name.at(-1));
		return oneOf(sameRank.length > 0 ? sameRank : short, 'short');
	}

	/** The longest beginning of a name that is itself the name of a division, and what follows it. */
	beginning(name: string, within: string): { division: Division; rest: string } | null {
		for (let length = name.length - 1; length >= 2; length--) {
			const found = oneOf(under(this.#exact.get(name.slice(0, length)), within), 'exact');
			if (found.how === 'exact') return { division: found.division, rest: name.slice(length) };
		}
		return null;
	}
}

/**
 * Finds areas of the whole country by the names that statistics call them: 祁东县, 祁东, 湖南省衡阳市祁东县, 430426.
 * Provinces, cities and counties are held; townships and villages are read when something below a county is asked for.
 */
export class DivisionNames {
	readonly #upper: NameTable;
	readonly #codes: ReadonlyMap<string, Division>;
	readonly #lower = new Map<string, Promise<NameTable>>();

	private constructor(upper: readonly Division[]) {
		this.#upper = new NameTable(upper);
		this.#codes = new Map(upper.map((division) => [division.code, division]));
	}

	static async load(): Promise<DivisionNames> {
		const files: DivisionFile[] = ['provinces', 'cities', 'areas'];
		return new DivisionNames((await Promise.all(files.map((file) => readDivisions(file, '')))).flat());
	}

	/**
	 * @param within the code under which the area lies; empty when nothing is known
	 */
	async find(text: string, within = ''): Promise<AreaFound> {
		const name = tidyName(text);
		if (name === '' || name.length > 80) return { how: 'none' };
		const byCode = this.#byCode(name);
		if (byCode) return { how: 'code', division: byCode };
		const steps = text
			.normalize('NFKC')
			.split(/[-—–/>\\,，、·]+/)
			.map(tidyName)
			.filter((step) => step !== '');
		if (steps.length > 1) return this.#path(steps, within);
		const whole = await this.#one(name, within);
		if (whole.how !== 'none') return whole;
		const begun = this.#upper.beginning(name, within);
		return begun ? this.find(begun.rest, begun.division.code) : { how: 'none' };
	}

	/** The name of a code, down to the village; null for an unknown one. */
	async nameOf(code: string): Promise<string | null> {
		const upper = this.#codes.get(code);
		if (upper || code.length <= 6) return upper?.name ?? null;
		const [found] = await readDivisions(code.length === 9 ? 'streets' : 'villages', code);
		return found?.name ?? null;
	}

	async #path(steps: readonly string[], within: string): Promise<AreaFound> {
		let found: AreaFound = { how: 'none' };
		for (const step of steps) {
			found = await this.find(step, 'division' in found ? found.division.code : within);
			if (!('division' in found)) return found;
		}
		return found;
	}

	async #one(name: string, within: string): Promise<AreaFound> {
		const upper = this.#upper.find(name, within);
		if (upper.how !== 'none' || within.length < 6) return upper;
		const townships = (await this.#below('streets', within.slice(0, 6))).find(name, within);
		if (townships.how !== 'none') return townships;
		return (await this.#below('villages', within.slice(0, 6))).find(name, within);
	}

	#below(file: 'streets' | 'villages', county: string): Promise<NameTable> {
		const key = `${file}${county}`;
		const known = this.#lower.get(key) ?? readDivisions(file, county).then((divisions) => new NameTable(divisions));
		this.#lower.set(key, known);
		return known;
	}

	/** `430426`, `430426000000`, with or without the name behind it. */
	#byCode(name: string): Division | undefined {
		const [, digits] = /^(\d{6}|\d{12})(?!\d)/.exec(name) ?? [];
		if (!digits) return undefined;
		const code = digits.slice(0, 6).replace(/(00)+$/, '');
		return isAreaCode(code) && /^0*$/.test(digits.slice(6)) ? this.#codes.get(code) : undefined;
	}
}

function add(table: Map<string, Division[]>, name: string, division: Division): void {
	const known = table.get(name);
	if (known) known.push(division);
	else table.set(name, [division]);
}

function under(divisions: readonly Division[] | undefined, within: string): Division[] {
	return divisions?.filter(({ code }) => code.startsWith(within)) ?? [];
}

/** The one division, or the one above all others of the same name (a city that is its own county). */
function oneOf(divisions: readonly Division[], how: 'exact' | 'short'): AreaFound {
	const [top, ...others] = [...divisions].sort((a, b) => a.code.length - b.code.length);
	if (!top) return { how: 'none' };
	if (others.every(({ code }) => code.startsWith(top.code))) return { how, division: top };
	return { how: 'several', candidates: divisions.slice(0, MOST_CANDIDATES) };
}
