import { z } from 'zod';

/** Levels of the national division, from the province down. */
export const AREA_LEVELS = ['province', 'city', 'county', 'township', 'village'] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];

/** Digits of a code at each level (law: GB/T 2260 for the first six, the statistical codes of the NBS below). */
export const CODE_DIGITS: Readonly<Record<AreaLevel, number>> = {
	province: 2,
	city: 4,
	county: 6,
	township: 9,
	village: 12
};

/** A national division code of 2, 4, 6, 9 or 12 digits: province, city, county, township, village. */
export const AreaCode = z.string().regex(/^[1-9]\d(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/);
export type AreaCode = z.infer<typeof AreaCode>;

/** A county's code: six digits. */
export const CountyCode = z.string().regex(/^[1-9]\d{5}$/);

/** One area of the county's tree. `lng`, `lat` are WGS84 degrees; null where no point is known. */
export interface Area {
	code: AreaCode;
	/** Null for the topmost area that is kept. */
	parentCode: AreaCode | null;
	level: AreaLevel;
	name: string;
	lng: number | null;
	lat: number | null;
	/** Whether the point is derived (示意) rather than surveyed. */
	isSchematicPoint: boolean;
	sortOrder: number;
}

/** An area of the county as those need it who only name it. */
export type CountyArea = Pick<Area, 'code' | 'parentCode' | 'name'>;

/** Whether a text is a well-formed division code (it may still be unknown). */
export function isAreaCode(text: unknown): text is AreaCode {
	return AreaCode.safeParse(text).success;
}

/** The level a code stands for, by its length; null when the length fits none. */
export function levelOf(code: string): AreaLevel | null {
	return AREA_LEVELS.find((level) => CODE_DIGITS[level] === code.length) ?? null;
}

/**
 * Whether `code` is `ancestor` itself or lies under it. A child's code begins with its parent's, so this is one
 * prefix comparison; codes of odd length are within nothing.
 */
export function isWithin(code: string, ancestor: string): boolean {
	return levelOf(code) !== null && levelOf(ancestor) !== null && code.startsWith(ancestor);
}

/** The code of the area above, or null for a province (and for a malformed code). */
export function parentOf(code: AreaCode): AreaCode | null {
	const level = levelOf(code);
	if (level === null || level === 'province') return null;
	const above = AREA_LEVELS[AREA_LEVELS.indexOf(level) - 1] as AreaLevel;
	return code.slice(0, CODE_DIGITS[above]);
}

/** The code at a level above (or at) the code's own: `ancestorAt('430426104201', 'township')` → `430426104`. */
export function ancestorAt(code: AreaCode, level: AreaLevel): AreaCode | null {
	const own = levelOf(code);
	if (own === null || CODE_DIGITS[own] < CODE_DIGITS[level]) return null;
	return code.slice(0, CODE_DIGITS[level]);
}
