import exceljs from 'exceljs';
import { createWriteStream } from 'node:fs';
import { NATIONAL_INDICATORS } from '#domain/reports/indicators.ts';
import { readDivisions } from '#server/areas/division-files.ts';
import { NATIONAL_HEADER } from '#server/importers/indicators/columns.ts';
import { picks } from './crowd.ts';
import { inventFigures } from './invent-figures.ts';

const KINDS = [
	'洪涝灾害',
	'洪涝-江河洪水',
	'风雹灾害',
	'低温冷冻灾害',
	'雪灾',
	'干旱灾害',
	'地质灾害（滑坡）',
	'地震灾害'
];

/** Writes an export of a year as the national query system does: counties of the country, kinds, days, 66 figures. */
export async function writeExport(path: string, rows: number, year: number): Promise<void> {
	const stream = createWriteStream(path);
	const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: true, useStyles: false });
	const sheet = workbook.addWorksheet('灾情统计');
	sheet.addRow([...NATIONAL_HEADER]).commit();
	const cities = new Map((await readDivisions('cities', '')).map(({ code, name }) => [code, name]));
	const counties = (await readDivisions('areas', '')).filter(
		({ code }) => !/^市辖区$|^县$/.test(cities.get(code.slice(0, 4)) ?? '县')
	);
	const pick = picks(year);
	for (let row = 0; row < rows; row++) {
		const { code, name } = counties[pick(counties.length)]!;
		const figures = inventFigures(pick);
		const day = `${year}-0${1 + pick(9)}-${10 + pick(19)} 08:00:00`;
		const texts = [name, KINDS[pick(KINDS.length)], cities.get(code.slice(0, 4)), day];
		sheet.addRow([...texts, ...NATIONAL_INDICATORS.map(({ key }) => Number(figures[key]))]).commit();
	}
	sheet.commit();
	await workbook.commit();
}
