import { isWithin, levelOf, type Area } from '#domain/areas/area-code.ts';

type Found = { area: Area } | { zh: string; en: string; column: 'areaCode' | 'township' | 'village' };

/** A name without the words that some write and others leave out. */
function bare(name: string, level: 'township' | 'village'): string {
	const suffix =
		level === 'township'
			? /(街道办事处|街道|民族乡|镇|乡)$/
			: /(村民委员会|居民委员会|社区居委会|村委会|居委会|社区|村)$/;
	return name.replace(/\s/g, '').replace(suffix, '');
}

/** Finds areas by code or by name, for files in which people wrote either. */
export class PlaceIndex {
	readonly #areas: ReadonlyMap<string, Area>;
	readonly #ownArea: string;
	readonly #found = new Map<string, Found>();
	/** The last that was looked for: row by row it is mostly the same place. */
	#last: { code: string; township: string; village: string; found: Found } | null = null;

	/** @param ownArea the area of the account that imports: places outside do not exist for it */
	constructor(areas: readonly Area[], ownArea: string) {
		this.#areas = new Map(areas.map((area) => [area.code, area]));
		this.#ownArea = ownArea;
	}

	/** The village (or township) that a row names, or what is wrong and how to mend it. */
	find(code: string, township: string, village: string): Found {
		const last = this.#last;
		if (last?.code === code && last.township === township && last.village === village) return last.found;
		const key = `${code}\n${township}\n${village}`;
		let found = this.#found.get(key);
		if (!found) {
			found = this.#look(code, township, village);
			this.#found.set(key, found);
		}
		this.#last = { code, township, village, found };
		return found;
	}

	/** The village of that name in one's own area, where a file names no township. */
	findVillage(village: string): Found {
		const key = `village\n${village}`;
		let found = this.#found.get(key);
		if (!found) {
			found = this.#lookForVillage(village);
			this.#found.set(key, found);
		}
		return found;
	}

	#lookForVillage(village: string): Found {
		const villages = this.#named('village', village, this.#ownArea);
		if (villages.length === 1) return this.#own(villages[0] as Area, 'village');
		if (village !== '') return notOne('village', village, villages.length);
		return { column: 'village', zh: '请填写行政村，或区划代码', en: 'give the village, or the area code' };
	}

	#look(code: string, township: string, village: string): Found {
		if (code !== '') return this.#byCode(code);
		if (township === '')
			return {
				column: 'township',
				zh: '请填写区划代码，或乡镇与村',
				en: 'give the area code, or township and village'
			};
		const townships = this.#named('township', township, this.#ownArea);
		if (townships.length !== 1) return notOne('township', township, townships.length);
		const [found] = townships as [Area];
		if (village === '') return this.#own(found, 'township');
		const villages = this.#named('village', village, found.code);
		return villages.length === 1
			? this.#own(villages[0] as Area, 'village')
			: notOne('village', village, villages.length);
	}

	#byCode(code: string): Found {
		const area = this.#areas.get(code);
		const isPlace = levelOf(code) === 'village' || levelOf(code) === 'township';
		if (!area || !isPlace)
			return {
				column: 'areaCode',
				zh: `没有区划代码“${code}”，应为本辖区内 12 位村级或 9 位乡级代码`,
				en: `no code “${code}”; use the 12 digits of a village or the 9 of a township in your area`
			};
		return this.#own(area, 'areaCode');
	}

	#own(area: Area, column: 'areaCode' | 'township' | 'village'): Found {
		if (isWithin(area.code, this.#ownArea)) return { area };
		return { column, zh: `“${area.name}”不在您的辖区内`, en: `“${area.name}” lies outside your area` };
	}

	/** Areas of a level by name, exactly or, when none is, without the usual suffixes. */
	#named(level: 'township' | 'village', name: string, under: string): Area[] {
		const candidates = [...this.#areas.values()].filter(
			(area) => area.level === level && (isWithin(area.code, under) || isWithin(under, area.code))
		);
		const exact = candidates.filter((area) => area.name === name);
		return exact.length > 0 ? exact : candidates.filter((area) => bare(area.name, level) === bare(name, level));
	}
}

function notOne(column: 'township' | 'village', name: string, count: number): Found {
	if (count > 1)
		return {
			column,
			zh: `“${name}”有 ${count} 个同名，请填写区划代码`,
			en: `“${name}” is the name of ${count}; give the area code`
		};
	const what = column === 'township' ? '乡镇' : '村（社区）';
	return {
		column,
		zh: `没有找到${what}“${name}”，请核对名称或填写区划代码`,
		en: `no “${name}”; check the name or give the area code`
	};
}
