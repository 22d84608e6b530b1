import { CountyCode } from '#domain/areas/area-code.ts';
import { ProblemError } from '#domain/shared/problems.ts';
import { readDivisions, type Division } from './division-files.ts';

/** A county with what lies under it and over it, as the national division lists them. */
export interface CountyDivisions {
	county: Division;
	province: Division;
	/** The prefecture; for districts of a municipality its name is 市辖区. */
	city: Division;
	townships: Division[];
	villages: Division[];
}

/**
 * Reads a county of the national division by its six-digit code, with its townships and villages in code order.
 *
 * @throws ProblemError `unknownArea` when there is no such county.
 */
export async function loadCounty(code: string): Promise<CountyDivisions> {
	if (!CountyCode.safeParse(code).success) throw new ProblemError('unknownArea', { codes: code.slice(0, 20) });
	const [counties, cities, provinces, townships, villages] = await Promise.all([
		readDivisions('areas', code),
		readDivisions('cities', code.slice(0, 4)),
		readDivisions('provinces', code.slice(0, 2)),
		readDivisions('streets', code),
		readDivisions('villages', code)
	]);
	const [county] = counties;
	const [city] = cities;
	const [province] = provinces;
	if (county === undefined || city === undefined || province === undefined)
		throw new ProblemError('unknownArea', { codes: code });
	const byCode = (a: Division, b: Division) => (a.code < b.code ? -1 : 1);
	return { county, city, province, townships: townships.sort(byCode), villages: villages.sort(byCode) };
}
