import type { Area } from '#domain/areas/area-code.ts';

/** A township with its villages; a township that has none counts its people by itself. */
export interface Township {
	area: Area;
	villages: Area[];
	/** The villages, or the township itself. */
	countingPlaces: Area[];
}

/** `洪桥街道` → `洪桥`, `达孝社区居委会` → `达孝`, `祁东县` → `祁东县`. */
export function shortName(name: string): string {
	return (
		name.replace(
			/(民族|苏木|街道办事处|街道|镇|乡)+$|(社区居委会|社区居民委员会|居委会|社区|村委会|村民委员会|村)$/u,
			''
		) || name
	);
}

/** A county's places, and which of them stands for a place of the recipe. */
export class DemoPlaces {
	readonly county: Area;
	readonly townships: Township[];
	readonly #indexOf = new Map<string, number>();
	readonly #taken = new Set<string>();

	/** @param areas the areas of the county and of all within */
	constructor(areas: readonly Area[]) {
		const county = areas.find((area) => area.level === 'county');
		if (!county) throw new Error('The demonstration needs the areas of a county.');
		this.county = county;
		this.townships = areas
			.filter((area) => area.level === 'township')
			.map((area) => {
				const villages = areas.filter((village) => village.parentCode === area.code);
				return { area, villages, countingPlaces: villages.length > 0 ? villages : [area] };
			});
		if (this.townships.length === 0) this.townships = [{ area: county, villages: [], countingPlaces: [county] }];
	}

	/** The township of this name, or else always the same one for the same name, each in its turn. */
	township(name: string): Township {
		const named = this.townships.find(({ area }) => area.name === name);
		if (named) return named;
		const index = this.#indexOf.get(name) ?? this.#indexOf.size;
		this.#indexOf.set(name, index);
		return this.townships[index % this.townships.length]!;
	}

	/** The village of this name in the township, or else one not given before, or the township itself. */
	village(township: Township, name: string): Area {
		const { area, villages } = township;
		const found =
			villages.find((village) => village.name === name) ??
			villages.find((village) => !this.#taken.has(village.code)) ??
			villages[0] ??
			area;
		this.#taken.add(found.code);
		return found;
	}
}
