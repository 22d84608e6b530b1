import type { CheckedMember, CheckedRow } from './check-row.ts';

/*
 * What a file had so far, by what takes little room. What is cut out of the file's text would keep all of that text in
 * memory, so texts that are kept become texts of their own.
 */

/** Texts below this length are copies already when they are cut out. */
const CUT_FROM = 13;

const detached = (text: string) => (text.length < CUT_FROM ? text : Buffer.from(text).toString());

/** Room for the days of the years from 1900 to 2199 as `yyyymmdd`, less 19000000. */
const DAYS = 3_000_000;
const ORDERS = 1_000;

/**
 * What tells a document from every other: of an ID number its area, birth date and order as one whole number (the last
 * place follows from them), of another its key. Null without a document.
 */
export function documentId({
	key,
	secret: { document }
}: Pick<CheckedMember, 'key' | 'secret'>): number | string | null {
	if (key === null || document.kind !== 'residentId') return key === null ? null : detached(key);
	const { number } = document;
	const [area, day, order] = [number.slice(0, 6), number.slice(6, 14), number.slice(14, 17)].map(Number) as [
		number,
		number,
		number
	];
	return (area * DAYS + (day - 19_000_000)) * ORDERS + order;
}

/** Households that were read to their end, by village and number. */
export class SeenHouseholds {
	readonly #numbers = new Map<string, Set<string>>();

	has({ areaCode, householdNo }: CheckedRow): boolean {
		return this.#numbers.get(areaCode ?? '')?.has(householdNo) ?? false;
	}

	add({ areaCode, householdNo }: CheckedRow): void {
		const area = areaCode ?? '';
		const numbers = this.#numbers.get(area) ?? new Set();
		numbers.add(detached(householdNo));
		this.#numbers.set(area, numbers);
	}
}
